-- The next step of discarding: a record "discarded" at the stage and at all
-- behind it, for what was aside then and still is.  Whoever made a record
-- meanwhile has won.  A row of `aside` says so too, as of all that leaves it.
-- $1 operation, $2 who, $3 reason, $4 at most this many, $5 worker
-- done, skipped; no row: nothing is left
with batch as (
	select aside_id, stage, event_id, still
	from operation_next($1::bigint, $4::integer)
), still as (
	select stage, event_id from batch where still
), assessed as (
	insert into assessment (worker, event_id, outcome, subject_hash,
	    payload)
	select $5::integer, event_id, 9, 0, '' from still where stage = 2
	order by event_id
	on conflict (event_id) do nothing
	returning event_id
), combined as (
	insert into combination (worker, event_id, outcome, subject_hash,
	    payload)
	select $5::integer, event_id, 9, 0, '' from (
		select event_id from still where stage = 3
		union all
		select event_id from assessed) c
	order by event_id
	on conflict (event_id) do nothing
	returning event_id
), published as (
	insert into publication (worker, event_id, outcome)
	select $5::integer, event_id, 9 from (
		select event_id from still where stage = 4
		union all
		select event_id from combined) p
	order by event_id
	on conflict (event_id) do nothing
	returning event_id
), out as (
	insert into aside (stage, event_id, verdict, attempt, error)
	select stage, event_id, 6, 0, $2::text || ': ' || $3::text
	from still
	join published using (event_id)
	order by stage, event_id
), step as (
	insert into operation_step (operation_id, upto, who, what, done,
	    skipped)
	select $1::bigint, max(aside_id), $2::text, 1,
	    (select count(*) from published),
	    count(*) - (select count(*) from published)
	from batch
	having count(*) > 0
	returning done, skipped
), noted as (
	insert into audit (who, what, target, reason, detail)
	select $2::text, 'discard', o.snapshot, $3::text,
	    step.done || ' discarded, ' || step.skipped || ' skipped'
	from step
	join operation o on o.operation_id = $1::bigint
)
select done, skipped from step
