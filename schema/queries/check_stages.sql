-- One snapshot of the books, every row of history counted anew: slow, and it
-- believes no tally.  Rows 2 to 4: what came to a stage, what it has
-- recorded and, counted independently by anti-join, what waits there or was put
-- aside.  Row 1 is ingest, whose records are the events themselves.  The last
-- five are the same on every row: how each event that is through has ended.  An
-- event counts under the newest decision on the version it led to; versions
-- that were suspended or withdrawn have been published.
-- stage, came, recorded, waiting, retrying, dead, parked, oldest_ms (-1: none),
-- recent (records of the last ten seconds), published, no_change, held,
-- superseded, discarded, ahead (0: what waits is not in two columns here)
with newest as (
	select distinct on (stage, event_id) stage, event_id, verdict
	from aside
	where verdict <> 1
	order by stage, event_id, aside_id desc
), missing as (
	select 2 as stage, p.event_id, p.at
	from event p
	left join assessment o on o.event_id = p.event_id
	where o.event_id is null
	union all
	select 3, p.event_id, p.at
	from assessment p
	left join combination o on o.event_id = p.event_id
	where o.event_id is null
	union all
	select 4, p.event_id, p.at
	from combination p
	left join publication o on o.event_id = p.event_id
	where o.event_id is null
), judged as (
	select m.stage, m.at, coalesce(n.verdict, 5) as verdict
	from missing m
	left join newest n on n.stage = m.stage and n.event_id = m.event_id
), open as (
	select stage,
	    count(*) filter (where verdict = 5) as waiting,
	    count(*) filter (where verdict = 2) as retrying,
	    count(*) filter (where verdict = 3) as dead,
	    count(*) filter (where verdict = 4) as parked,
	    min(at) filter (where verdict in (2, 5)) as oldest
	from judged
	group by stage
), recorded as (
	select 1 as stage, count(*) as n, count(*) filter (
	    where at > clock_timestamp() - interval '10 s') as recent
	from event
	union all
	select 2, count(*), count(*) filter (
	    where at > clock_timestamp() - interval '10 s')
	from assessment
	union all
	select 3, count(*), count(*) filter (
	    where at > clock_timestamp() - interval '10 s')
	from combination
	union all
	select 4, count(*), count(*) filter (
	    where at > clock_timestamp() - interval '10 s')
	from publication
), fate as (
	select case
		when 9 in (p.outcome, c.outcome, a.outcome) then 'discarded'
		when c.outcome = 1 then 'no_change'
		when d.verdict in (1, 3) then 'held'
		when d.verdict in (2, 4, 5) then 'published'
		when d.verdict = 6 then 'superseded'
		end as word
	from publication p
	join combination c on c.event_id = p.event_id
	join assessment a on a.event_id = p.event_id
	join event e on e.event_id = p.event_id
	left join lateral (
		select verdict from decision
		where subject = e.subject and version = c.version
		order by decision_rank(verdict, seq) desc limit 1) d on c.outcome = 2
)
select r.stage::integer, coalesce(b.n, r.n) as came, r.n as recorded,
    coalesce(o.waiting, 0) as waiting, coalesce(o.retrying, 0) as retrying,
    coalesce(o.dead, 0) as dead, coalesce(o.parked, 0) as parked,
    coalesce((extract(epoch from clock_timestamp() - o.oldest) * 1000)::bigint,
	-1) as oldest_ms,
    r.recent, f.published, f.no_change, f.held, f.superseded, f.discarded,
    0 as ahead
from recorded r
left join recorded b on b.stage = r.stage - 1
left join open o on o.stage = r.stage
cross join (
	select count(*) filter (where word = 'published') as published,
	    count(*) filter (where word = 'no_change') as no_change,
	    count(*) filter (where word = 'held') as held,
	    count(*) filter (where word = 'superseded') as superseded,
	    count(*) filter (where word = 'discarded') as discarded
	from fate) f
order by r.stage
