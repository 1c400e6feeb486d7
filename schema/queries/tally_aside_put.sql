-- Counts how a stage stands with a range of which many are aside, where nothing
-- will move by itself: nothing was recorded, or nothing waits.  By sort, as few
-- are sorts.
-- $1 after this id, $2 stage, $3 how many came to the stage
with sorted as materialized (
	select a.verdict, a.class, count(*)::integer as count,
	    min(a.at) as first_at, max(a.at) as last_at,
	    min(a.event_id) as event_id, min(a.due) as due
	from (
		select distinct on (event_id) event_id, verdict, class, at, due
		from aside
		where stage = $2::integer and event_id > $1::bigint
		    and event_id <= $1::bigint + 10000 and verdict <> 1
		order by event_id, aside_id desc) a
	left join chain c on c.stage = $2::integer and c.event_id = a.event_id
	    and c.event_id > $1::bigint and c.event_id <= $1::bigint + 10000
	where a.verdict in (2, 3, 4) and c.event_id is null
	group by a.verdict, a.class
), open as (
	select coalesce(sum(count) filter (where verdict = 2), 0) as retrying,
	    coalesce(sum(count) filter (where verdict = 3), 0) as dead,
	    coalesce(sum(count) filter (where verdict = 4), 0) as parked,
	    coalesce(min(due) filter (where verdict = 2), 'infinity') as due
	from sorted
), recorded as (
	select count(*) as n, count(*) filter (where outcome = 1) as nothing,
	    count(*) filter (where outcome = 2) as led,
	    count(*) filter (where outcome = 9) as discarded,
	    min(at) as first_at, max(at) as last_at
	from chain
	where stage = $2::integer and event_id > $1::bigint
	    and event_id <= $1::bigint + 10000
), figures as materialized (
	select r.*, o.*, $3::bigint - r.n - retrying - dead - parked as waiting
	from recorded r, open o
)
insert into tally_aside (stage, from_id, seen, nothing, led, discarded, waiting,
    retrying, dead, parked, first_at, last_at, oldest, due, sorts)
select $2::integer, $1::bigint, pg_snapshot_xmin(pg_current_snapshot()),
    nothing, led, discarded, waiting, retrying, dead, parked, first_at,
    last_at, (
	select min(p.at) from chain p
	left join chain c on c.stage = $2::integer and c.event_id = p.event_id
	    and c.event_id > $1::bigint and c.event_id <= $1::bigint + 10000
	left join (
		select distinct on (event_id) event_id, verdict
		from aside
		where stage = $2::integer and event_id > $1::bigint
		    and event_id <= $1::bigint + 10000 and verdict <> 1
		order by event_id, aside_id desc) a on a.event_id = p.event_id
	where p.stage = $2::integer - 1 and p.event_id > $1::bigint
	    and p.event_id <= $1::bigint + 10000 and c.event_id is null
	    and coalesce(a.verdict, 5) not in (3, 4)
	    and f.waiting + f.retrying > 0), due, (
	select coalesce(array_agg(s), '{}')
	from (
		select row(verdict, class, count, first_at, last_at,
		    event_id)::aside_sort as s
		from sorted
		order by count desc, verdict, class
		limit 50) s)
from figures f
where (n = 0 or waiting = 0 and due > statement_timestamp())
    and waiting >= 0 and not exists (
	select from aside a
	where (a.event_id - 1) / 10000 = $1::bigint / 10000
	    and a.stage = $2::integer
	    and a.xact >= pg_snapshot_xmin(pg_current_snapshot()))
