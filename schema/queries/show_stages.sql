-- One snapshot of the books, from tallies and the rest.  Stages 2 to 4: what
-- came to a stage, what it has recorded and, found by looking for what is
-- missing, what waits there or was put aside; where a whole range waits the
-- tally at the stage before says how many, and where many are aside a tally of
-- that says so while it stands.  Stage 1 is ingest, whose records
-- are the events themselves.  The last columns are the same on every row: how
-- each event that is through has ended, by the newest decision on the version
-- it led to; versions that were suspended or withdrawn have been published.
-- `ahead` wait for their record while their version is decided already: they
-- are in two columns.
-- stage, came, recorded, waiting, retrying, dead, parked, oldest_ms (-1: none),
-- recent (records of the last ten seconds), published, no_change, held,
-- superseded, discarded, ahead
with moment as (
	select clock_timestamp() as now,
	    clock_timestamp() - interval '10 s' as recent
), standing as materialized (
	select * from tally_aside_now where tally_id is not null
), gap as materialized (
	select g.stage, g.from_id, b.whole, b.first_at, g.stage > 1 and b.settled
	    and (
		select true from chain c
		where c.stage = g.stage and c.event_id > g.from_id
		    and c.event_id <= g.from_id + 10000
		limit 1) is null and (
		select true from aside a
		where a.stage = g.stage and a.event_id > g.from_id
		    and a.event_id <= g.from_id + 10000
		limit 1) is null as untouched
	from tally_gap g
	left join lateral (
		select t.nothing + t.led + t.discarded as whole, t.first_at,
		    true as settled
		from standing t
		where t.stage = g.stage - 1 and t.from_id = g.from_id
		union all
		select t.nothing + t.led + t.discarded, t.first_at,
		    t.missing = '{}'
		from tally t
		where t.stage = g.stage - 1 and t.from_id = g.from_id
		limit 1) b on true
	where not exists (
		select from standing t
		where t.stage = g.stage and t.from_id = g.from_id)
), late as materialized (
	select t.stage::integer, m.event_id, r.at, r.outcome
	from tally t
	cross join unnest(t.missing) as m (event_id)
	left join lateral (
		select at, outcome from chain c
		where c.stage = t.stage and c.event_id = m.event_id
		limit 1) r on true
	where t.missing <> '{}'
), tallied as (
	select stage, from_id, nothing, led, discarded, first_at, last_at
	from tally
	union all
	select stage, from_id, nothing, led, discarded, first_at, last_at
	from standing
), counted as (
	select stage::integer, nothing, led, discarded, case
		when first_at > (select recent from moment)
		then nothing + led + discarded
		when last_at > (select recent from moment) then (
			select count(*) from chain c
			where c.stage = t.stage and c.event_id > t.from_id
			    and c.event_id <= t.from_id + 10000
			    and c.at > (select recent from moment))
		else 0 end as recent
	from tallied t
	union all
	select g.stage, r.nothing, r.led, r.discarded, r.recent
	from gap g
	cross join lateral (
		select count(*) filter (where outcome = 1) as nothing,
		    count(*) filter (where outcome = 2) as led,
		    count(*) filter (where outcome = 9) as discarded,
		    count(*) filter (where at > (select recent from moment))
			as recent
		from chain c
		where c.stage = g.stage and c.event_id > g.from_id
		    and c.event_id <= g.from_id + 10000) r
	where g.untouched is not true
	union all
	select stage, (outcome = 1)::integer, (outcome = 2)::integer,
	    (outcome = 9)::integer,
	    (at > (select recent from moment))::integer
	from late
	where outcome is not null
), recorded as (
	select s.stage, coalesce(sum(nothing), 0) as nothing,
	    coalesce(sum(led), 0) as led,
	    coalesce(sum(discarded), 0) as discarded,
	    coalesce(sum(recent), 0) as recent,
	    coalesce(sum(nothing + led + discarded), 0) as n
	from unnest(array[1, 2, 3, 4]) as s (stage)
	left join counted using (stage)
	group by s.stage
), missing as (
	select g.stage, p.event_id, p.at
	from gap g
	cross join lateral (
		select event_id, at from chain p
		where p.stage = g.stage - 1 and p.event_id > g.from_id
		    and p.event_id <= g.from_id + 10000
		    and (
			select true from chain c
			where c.stage = g.stage
			    and c.event_id = p.event_id
			limit 1) is null
		limit 10000) p
	where g.stage > 1 and g.untouched is not true
	union all
	select l.stage, l.event_id, p.at
	from late l
	join lateral (
		select at from chain p
		where p.stage = l.stage - 1
		    and p.event_id = l.event_id
		limit 1) p on true
	where l.outcome is null
), judged as materialized (
	select m.stage, m.event_id, m.at, coalesce((
		select verdict from aside a
		where a.stage = m.stage and a.event_id = m.event_id
		    and a.verdict <> 1
		order by aside_id desc
		limit 1), 5) as verdict
	from missing m
), open as (
	select stage, sum(waiting) as waiting, sum(retrying) as retrying,
	    sum(dead) as dead, sum(parked) as parked, min(oldest) as oldest
	from (
		select stage, whole as waiting, 0 as retrying, 0 as dead,
		    0 as parked, first_at as oldest
		from gap
		where untouched
		union all
		select stage, waiting, retrying, dead, parked, oldest
		from standing
		union all
		select stage, (verdict = 5)::integer, (verdict = 2)::integer,
		    (verdict = 3)::integer, (verdict = 4)::integer,
		    case when verdict in (2, 5) then at end
		from judged) o
	group by stage
), decided as (
	select coalesce(sum(held), 0) as held,
	    coalesce(sum(published), 0) as published,
	    coalesce(sum(superseded), 0) as superseded
	from (
		select held, published, superseded from tally_decision
		union all
		select held, published, superseded from decision_change
		where decision_id > (
			select coalesce(max(from_id) + 2000, 0)
			from tally_decision)) d
), apart as (
	-- In their version's count, and yet not through by it: of those that
	-- were discarded at the last stage or are aside there.  Where no more
	-- is decided than went through there are none.
	select coalesce(sum((d.verdict in (1, 3))::integer), 0) as held,
	    coalesce(sum((d.verdict in (2, 4, 5))::integer), 0) as published,
	    coalesce(sum((d.verdict = 6)::integer), 0) as superseded
	from (
		select event_id from aside where verdict = 6 and stage = 4
		union
		select event_id from judged where stage = 4 and verdict <> 5
		union all
		select a.event_id
		from standing t
		cross join lateral (
			select distinct on (event_id) event_id, verdict
			from aside
			where stage = 4 and event_id > t.from_id
			    and event_id <= t.from_id + 10000
			    and verdict <> 1
			order by event_id, aside_id desc) a
		where t.stage = 4 and a.verdict in (2, 3, 4) and not exists (
			select from publication p
			where p.event_id = a.event_id)) x
	join combination c on c.event_id = x.event_id and c.outcome = 2
	join event e on e.event_id = x.event_id
	cross join lateral (
		select verdict from decision
		where subject = e.subject and version = c.version
		order by decision_rank(verdict, seq) desc limit 1) d
	where (select held + published + superseded from decided) <>
	    (select led from recorded where stage = 4)
), fate as (
	select d.published - a.published as published,
	    r.nothing as no_change, d.held - a.held as held,
	    d.superseded - a.superseded as superseded, r.discarded, r.led
	from decided d, apart a, recorded r
	where r.stage = 4
)
select r.stage, coalesce(b.n, r.n)::bigint as came, r.n::bigint as recorded,
    coalesce(o.waiting, 0)::bigint as waiting,
    coalesce(o.retrying, 0)::bigint as retrying,
    coalesce(o.dead, 0)::bigint as dead,
    coalesce(o.parked, 0)::bigint as parked,
    coalesce((extract(epoch from clock_timestamp() - o.oldest) * 1000)::bigint,
	-1) as oldest_ms,
    r.recent::bigint, f.published::bigint, f.no_change::bigint,
    f.held::bigint, f.superseded::bigint, f.discarded::bigint,
    (f.published + f.held + f.superseded - f.led)::bigint as ahead
from recorded r
left join recorded b on b.stage = r.stage - 1
left join open o on o.stage = r.stage
cross join fate f
order by r.stage
