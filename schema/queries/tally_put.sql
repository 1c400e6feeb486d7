-- Counts a few ranges of which nothing can change any more, and a few of which
-- many are aside; and says which ones of `aside` are done with.  In the order of
-- keys: two brokers that lead at once must not wait for each other in a ring.
with stages as (
	insert into tally (stage, from_id, nothing, led, discarded, missing,
	    first_at, last_at)
	select stage, from_id, nothing, led, discarded, missing, first_at,
	    last_at
	from tally_due
	order by stage, from_id
	on conflict do nothing
), standing as (
	insert into tally_aside (stage, from_id, seen, nothing, led, discarded,
	    waiting, retrying, dead, parked, first_at, last_at, oldest, due,
	    sorts)
	select stage, from_id, seen, nothing, led, discarded, waiting,
	    retrying, dead, parked, first_at, last_at, oldest, due, sorts
	from tally_aside_due
), asides as (
	insert into aside_settled (from_id)
	select from_id from aside_settled_due
	order by from_id
	on conflict do nothing
)
insert into tally_decision (from_id, held, published, superseded)
select from_id, held, published, superseded
from tally_decision_due
order by from_id
on conflict do nothing
