-- A step of a replay that was done: the line has its events.  Two commands at
-- once meet the key of operation_step.
-- $1 operation, $2 who, $3 reason, $4 up to this n, $5 how many were taken, $6
-- how many the line had before
with step as (
	insert into operation_step (operation_id, upto, who, what, done,
	    skipped)
	values ($1::bigint, $4::integer, $2::text, 1, $5::integer, $6::integer)
	returning operation_id, done, skipped
)
insert into audit (who, what, target, reason, detail)
select $2::text, 'replay', o.snapshot, $3::text,
    step.done || ' worked again, ' || step.skipped || ' were before'
from step
join operation o using (operation_id)
