-- How long what waits or is retried at a stage has waited, counted by age.
-- Where a whole range waits its tally at the stage before says how many, where
-- many are aside a tally of that, and they are spread evenly over the time in
-- which they came.  Of the other ranges
-- the oldest few are looked at row by row, so that a look costs the same
-- however much is under way.
-- $1 stage (above 1), $2 bounds in seconds, ascending, $3 ranges to look at row
-- by row, at most
-- age (0: younger than the first bound), count, ranges that were left out
with moment as materialized (
	select clock_timestamp() as now
), gap as materialized (
	select g.from_id, coalesce(t.waiting + t.retrying,
		b.nothing + b.led + b.discarded) as n,
	    coalesce(b.first_at, t.oldest) as first_at,
	    coalesce(b.last_at, t.oldest) as last_at,
	    t.tally_id is not null or b.missing = '{}' and (
		select true from chain c
		where c.stage = $1::integer and c.event_id > g.from_id
		    and c.event_id <= g.from_id + 10000
		limit 1) is null and (
		select true from aside a
		where a.stage = $1::integer and a.event_id > g.from_id
		    and a.event_id <= g.from_id + 10000
		limit 1) is null as untouched
	from tally_gap g
	left join tally b on b.stage = g.stage - 1 and b.from_id = g.from_id
	left join (
		select * from tally_aside_now where stage = $1::integer) t
	    on t.from_id = g.from_id
	where g.stage = $1::integer
), missing as (
	select m.event_id, m.at
	from (
		select from_id from gap
		where untouched is not true
		order by from_id
		limit $3::integer) g
	cross join lateral (
		select event_id, at from chain p
		where p.stage = $1::integer - 1 and p.event_id > g.from_id
		    and p.event_id <= g.from_id + 10000
		    and (
			select true from chain c
			where c.stage = $1::integer
			    and c.event_id = p.event_id
			limit 1) is null
		limit 10000) m
	union all
	select m.event_id, p.at
	from (
		select unnest(missing) as event_id from tally
		where stage = $1::integer and missing <> '{}'
		limit 10000) m
	cross join lateral (
		select at from chain p
		where p.stage = $1::integer - 1 and p.event_id = m.event_id
		    and (
			select true from chain c
			where c.stage = $1::integer
			    and c.event_id = p.event_id
			limit 1) is null
		limit 1) p
), bound as (
	select (number - 1)::integer as age,
	    now - make_interval(secs => since) as since,
	    now - make_interval(secs => until) as until
	from moment
	cross join unnest(0 || $2::integer[], $2::integer[] || 1000000000)
	    with ordinality as b (since, until, number)
), spread as (
	select b.age, sum(case
	    when g.last_at = g.first_at
	    then g.n * (g.first_at > b.until and g.first_at <= b.since)::integer
	    else g.n * extract(epoch from greatest(least(g.last_at, b.since) -
		greatest(g.first_at, b.until), interval '0')) /
		extract(epoch from g.last_at - g.first_at) end) as n
	from bound b
	left join gap g on g.untouched
	group by b.age
), single as (
	select width_bucket(extract(epoch from now - m.at), $2::integer[])
	    as age, count(*) as n
	from moment
	cross join missing m
	where coalesce((
		select verdict from aside a
		where a.stage = $1::integer and a.event_id = m.event_id
		    and a.verdict <> 1
		order by aside_id desc
		limit 1), 5) in (2, 5)
	group by 1
)
select age, (round(coalesce(sum(s.n) over (order by age), 0)) -
    round(coalesce(sum(s.n) over (order by age) - s.n, 0)) +
    coalesce(i.n, 0))::bigint as count, (
	select greatest(count(*) - $3::integer, 0) from gap
	where untouched is not true) as left_out
from spread s
left join single i using (age)
order by age
