-- Something is proposed.
-- $1 kind, $2 subject, $3 fields, $4 who, $5 reason
-- motion_id
with now as (
	insert into motion (kind, subject, fields, proposed_by, reason)
	values ($1::text, $2::text, $3::text, $4::text, $5::text)
	returning motion_id
), noted as (
	insert into audit (who, what, target, reason, detail)
	select $4::text, 'propose ' || $1::text, $2::text, $5::text,
	    'motion ' || motion_id from now
)
select motion_id from now
