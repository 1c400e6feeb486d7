-- Tallies that say something else than the rows they have counted.
-- what, first id
select 'records of stage ' || t.stage as what, t.from_id
from tally t
cross join lateral (
	select count(*) filter (where outcome = 1) as nothing,
	    count(*) filter (where outcome = 2) as led,
	    count(*) filter (where outcome = 9) as discarded
	from chain c
	where c.stage = t.stage and c.event_id > t.from_id
	    and c.event_id <= t.from_id + 10000
	    and c.event_id <> all (t.missing)) r
where (t.nothing, t.led, t.discarded) is distinct from
    (r.nothing, r.led, r.discarded)
union all
select 'what is aside at stage ' || t.stage, t.from_id
from tally_aside_now t
cross join lateral tally_aside_count(t.stage, t.from_id) r
where t.tally_id is not null
    and (t.nothing, t.led, t.discarded, t.waiting, t.retrying, t.dead,
	t.parked) is distinct from
    (r.nothing, r.led, r.discarded, r.waiting, r.retrying, r.dead, r.parked)
union all
select 'decisions', t.from_id
from tally_decision t
cross join lateral (
	select coalesce(sum(held), 0) as held,
	    coalesce(sum(published), 0) as published,
	    coalesce(sum(superseded), 0) as superseded
	from decision_change c
	where c.decision_id > t.from_id
	    and c.decision_id <= t.from_id + 2000) r
where (t.held, t.published, t.superseded) is distinct from
    (r.held, r.published, r.superseded)
order by 1, 2
