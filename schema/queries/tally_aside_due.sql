-- Ranges of which many are aside that can be counted now: without a tally that
-- stands, at rest, and nobody is writing there.  By chance, as the others.
-- $1 not 0: also those that stand and have records, to see whether they are right
-- what (3, and 4 that stands), after this id, stage, how many came to it, how
-- many it has recorded as the tally says (-1: there is none)
with range as materialized (
	select stage, from_id, came, tally_id, nothing + led + discarded as n
	from tally_aside_now
	where came > 0
), fit as (
	select n.stage, n.from_id, n.came
	from range n
	cross join lateral (
		select max(event_id) as id from event
		where event_id > n.from_id and event_id <= n.from_id + 10000) l
	where n.tally_id is null and (
		select a.xact < pg_snapshot_xmin(pg_current_snapshot())
		from aside a
		where (a.event_id - 1) / 10000 = n.from_id / 10000
		    and a.stage = n.stage
		order by a.xact desc
		limit 1)
	    and ((
		select true from chain c
		where c.stage = n.stage and c.event_id = l.id
		limit 1) or exists (
			select from aside a
			where a.event_id = l.id and a.stage in (2, 3, 4)
			    and a.stage <= n.stage)
		or not exists (
			select from chain c
			where c.stage = n.stage and c.event_id > n.from_id
			    and c.event_id <= n.from_id + 10000))
	order by random()
	limit 32
), stands as (
	select stage, from_id, came, n
	from range
	where $1::integer <> 0 and tally_id is not null and n > 0
	order by random()
	limit 512
)
select 3 as what, from_id, stage::integer, came, -1::bigint as recorded
from fit
union all
select 4, from_id, stage::integer, came, n
from stands
order by what, stage, from_id
