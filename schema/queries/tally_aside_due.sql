-- Ranges of which many are aside, $1 0: those that can be counted now, without a
-- tally that stands, at rest, and nobody is writing there.  By chance, as the
-- others.  A stage where none is aside is one of them if it lacks too many for
-- a tally of records, because they are aside before it.
-- $1 not 0: those that stand and have records, to see whether they are right,
-- four to a portion
-- what (3, and 4 that stands), after this id, stage, how many came to it
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
	left join lateral (
		select a.xact < pg_snapshot_xmin(pg_current_snapshot()) as safe
		from aside a
		where (a.event_id - 1) / 10000 = n.from_id / 10000
		    and a.stage = n.stage
		order by a.xact desc
		limit 1) y on true
	where $1::integer = 0 and n.tally_id is null
	    and y.safe is not false
	    and ((
		select true from chain c
		where c.stage = n.stage and c.event_id = l.id
		limit 1) or exists (
			select from aside a
			where a.event_id = l.id and a.stage in (2, 3, 4)
			    and a.stage <= n.stage)
		or y.safe and not exists (
			select from chain c
			where c.stage = n.stage and c.event_id > n.from_id
			    and c.event_id <= n.from_id + 10000))
	    and (y.safe or (
		select * from tally_lack(n.stage, n.from_id)) > 100)
	order by random()
	limit 32
), stands as (
	select stage, from_id / 40000 * 40000 as from_id
	from range
	where $1::integer <> 0 and tally_id is not null and n > 0
	group by 1, 2
	order by random()
	limit 512
)
select 3 as what, from_id, stage::integer, came
from fit
union all
select 4, from_id, stage::integer, 0
from stands
order by what, stage, from_id
