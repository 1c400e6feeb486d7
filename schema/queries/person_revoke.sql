-- A person who may not sign in any more; sessions end with it.  No row: there
-- is nobody of that name.
-- $1 name, $2 who, $3 reason
-- the roles that the person had
with was as (
	select roles from person where name = $1::text
	order by person_id desc limit 1
), now as (
	insert into person (name, roles, verifier, set_by)
	select $1::text, '', '', $2::text from was where roles <> ''
	returning person_id
), noted as (
	insert into audit (who, what, target, reason, detail)
	select $2::text, 'people revoke', $1::text, $3::text,
	    (select roles from was) || ' -> nothing'
	from now
)
select (select roles from was) as roles from now
