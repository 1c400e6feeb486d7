-- The next step of sending again: what was aside then and still is, waits
-- again.  Two commands at once meet the key of operation_step.
-- $1 operation, $2 who, $3 reason, $4 at most this many
-- done, skipped (it changed since, or went through); no row: nothing is left
with batch as (
	select aside_id, stage, event_id, still
	from operation_next($1::bigint, $4::integer)
), still as (
	select stage, event_id from batch where still
), sent as (
	insert into aside (stage, event_id, verdict, attempt, error)
	select stage, event_id, 5, 0, $2::text || ': ' || $3::text
	from still
	order by stage, event_id
	returning 1
), step as (
	insert into operation_step (operation_id, upto, who, what, done,
	    skipped)
	select $1::bigint, max(aside_id), $2::text, 1,
	    (select count(*) from sent),
	    count(*) - (select count(*) from sent)
	from batch
	having count(*) > 0
	returning done, skipped
), noted as (
	insert into audit (who, what, target, reason, detail)
	select $2::text, 'retry', o.snapshot, $3::text,
	    step.done || ' sent again, ' || step.skipped || ' skipped'
	from step
	join operation o on o.operation_id = $1::bigint
)
select done, skipped from step
