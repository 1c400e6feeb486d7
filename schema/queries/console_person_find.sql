-- Whom a name stands for.  No row: nobody.
-- $1 name
-- person_id, roles, verifier
select person_id, roles, verifier from (
	select person_id, roles, verifier from person where name = $1::text
	order by person_id desc limit 1) p
where roles <> ''
