-- Whether as many are recorded as tallies of what is aside say, in four ranges:
-- a worker that was thought dead may have recorded one that nobody expects any
-- more.
-- $1 after this id, $2 stage
-- what is to be counted: what (3), after this id, stage, how many came to it
select 3 as what, g.from_id, $2::integer as stage, n.came
from generate_series($1::bigint, $1::bigint + 30000, 10000) as g (from_id)
cross join lateral (
	select a.nothing + a.led + a.discarded + a.waiting + a.retrying +
	    a.dead + a.parked::bigint as came
	from tally_aside a
	where a.stage = $2::integer and a.from_id = g.from_id
	order by a.tally_id desc
	limit 1) n
cross join lateral tally_aside_standing($2::smallint, g.from_id, n.came) t
where t.nothing + t.led + t.discarded > 0 and not exists (
	select from tally f
	where f.stage = $2::integer and f.from_id = g.from_id)
    and t.nothing + t.led + t.discarded <> (
	select count(*) from chain c
	where c.stage = $2::integer and c.event_id > g.from_id
	    and c.event_id <= g.from_id + 10000)
