-- An action has no next step any more; what it did stays done.
-- $1 operation, $2 who, $3 reason
with step as (
	insert into operation_step (operation_id, upto, who, what, done,
	    skipped)
	values ($1::bigint, 9223372036854775807, $2::text, 2, 0, 0)
	returning operation_id
)
insert into audit (who, what, target, reason, detail)
select $2::text, 'cancel', o.snapshot, $3::text, o.verb
from step
join operation o using (operation_id)
