-- Compare and append on decisions: the first one of each subject is the contest,
-- the rest follow it.  Subjects without a new decision write their records all
-- the same: a look that finds nothing to decide changes no head.  A record that
-- conflicts there belongs to another worker and is left.
-- $1 worker
-- decisions: $2 subject, $3 seq, $4 nth (1: the contest), $5 version,
--            $6 verdict, $7 event_id, $8 decided_by, $9 reason
-- records:   $10 event_id, $11 subject, $12 outcome, $13 version,
--            $14 needs_head
-- subject of the heads that were appended, event_id of the other records
with asked as (
	select *
	from unnest($2::text[], $3::integer[], $4::smallint[], $5::integer[],
	    $6::smallint[], $7::bigint[], $8::text[], $9::text[])
	    as t (subject, seq, nth, version, verdict, event_id, decided_by,
	    reason)
), won as (
	insert into decision (worker, subject, seq, version, verdict, event_id,
	    decided_by, reason)
	select $1::integer, subject, seq, version, verdict, event_id,
	    decided_by, reason
	from asked
	where nth = 1
	order by subject
	on conflict (subject, seq) do nothing
	returning subject
), rest as (
	insert into decision (worker, subject, seq, version, verdict, event_id,
	    decided_by, reason)
	select $1::integer, subject, seq, version, verdict, event_id,
	    decided_by, reason
	from asked
	join won using (subject)
	where nth > 1
), releases as (
	insert into released_version (worker, subject, version)
	select $1::integer, subject, version
	from asked
	join won using (subject)
	where verdict = 2
), recorded as (
	insert into publication (worker, event_id, outcome, version)
	select $1::integer, event_id, outcome, version
	from unnest($10::bigint[], $11::text[], $12::smallint[],
	    $13::integer[], $14::boolean[])
	    as t (event_id, subject, outcome, version, needs_head)
	where not needs_head or subject in (select subject from won)
	order by event_id
	on conflict (event_id) do nothing
	returning event_id
)
select subject, null::bigint as event_id from won
union all
select null, event_id from recorded
