-- A person who may sign in.  No row: somebody of that name may already.
-- $1 name, $2 roles, blanks between, $3 verifier of the password, $4 who,
-- $5 reason
-- person_id
with now as (
	insert into person (name, roles, verifier, set_by)
	select $1::text, $2::text, $3::text, $4::text
	where coalesce((
	    select roles from person where name = $1::text
	    order by person_id desc limit 1), '') = ''
	returning person_id
), noted as (
	insert into audit (who, what, target, reason, detail)
	select $4::text, 'people add', $1::text, $5::text, $2::text from now
)
select person_id from now
