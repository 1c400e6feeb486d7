-- Counts a range of which nothing can change any more: recorded but for at most
-- 100 that are aside.  Which these are is looked for where it lacks any.
-- $1 after this id, $2 stage
with recorded as materialized (
	select count(*) as n, count(*) filter (where outcome = 1) as nothing,
	    count(*) filter (where outcome = 2) as led,
	    count(*) filter (where outcome = 9) as discarded,
	    min(at) as first_at, max(at) as last_at
	from chain
	where stage = $2::integer and event_id > $1::bigint
	    and event_id <= $1::bigint + 10000
), lack as materialized (
	select t.nothing + t.led + t.discarded - r.n as n
	from recorded r
	join tally t on t.stage = 1 and t.from_id = $1::bigint
	where $2::integer > 1
	union all
	select 0 where $2::integer = 1
), missing as materialized (
	select coalesce(array_agg(e.event_id order by e.event_id), '{}') as ids,
	    coalesce(bool_and(exists (
		select from aside a
		where a.event_id = e.event_id and a.stage in (2, 3, 4)
		    and a.stage <= $2::integer)), true) as settled
	from event e
	left join chain c on c.stage = $2::integer and c.event_id = e.event_id
	    and c.event_id > $1::bigint and c.event_id <= $1::bigint + 10000
	where e.event_id > $1::bigint and e.event_id <= $1::bigint + 10000
	    and c.event_id is null
	    and (select n from lack) between 1 and 100
)
insert into tally (stage, from_id, nothing, led, discarded, missing, first_at,
    last_at)
select $2::integer, $1::bigint, r.nothing, r.led, r.discarded, m.ids,
    r.first_at, r.last_at
from recorded r, missing m, lack l
where m.settled and l.n = cardinality(m.ids)
on conflict do nothing
