-- What can be counted now, a portion a row: a range of records all of which are
-- safe and the last of which has come to rest (unless many are aside there), a
-- range of decisions, or rows of `aside` that are done with.  By chance, so that
-- ranges which look ready and are not cannot stand in front of all others.
-- what (0 records, 1 decisions, 2 rows of `aside`), after this id, stage, and
-- nothing for came (tally_aside_due)
with safe as materialized (
	select stage, upto from tally_safe
), records as (
	select g.stage, g.from_id
	from tally_gap g
	join safe s on s.stage = 1 and g.from_id + 10000 <= s.upto
	left join tally t on t.stage = 1 and t.from_id = g.from_id
	cross join lateral (
		select max(event_id) as id from event
		where event_id > g.from_id and event_id <= g.from_id + 10000) l
	where (g.stage = 1 or t.stage is not null and (
		l.id is null or (
			select true from chain c
			where c.stage = g.stage and c.event_id = l.id
			limit 1) or exists (
			select from aside a
			where a.event_id = l.id and a.stage in (2, 3, 4)
			    and a.stage <= g.stage)))
	    and (
		select * from tally_lack(g.stage::smallint, g.from_id)) <= 100
	order by random()
	limit 32
), decisions as (
	select g.from_id
	from safe s
	cross join generate_series((
		select coalesce(max(from_id) + 2000, 0) from tally_decision),
	    s.upto - 2000, 2000) as g (from_id)
	where s.stage = 5
	order by g.from_id
	limit 32
), settled as (
	select g.from_id
	from (
		select g.from_id
		from safe s
		cross join generate_series(0, s.upto - 1000, 1000)
		    as g (from_id)
		where s.stage = 6 and not exists (
			select from aside_settled a
			where a.from_id = g.from_id)
		order by random()
		limit 64) g
	where not exists (
		select from aside a
		where a.aside_id = g.from_id + 1 and not exists (
			select from publication p
			where p.event_id = a.event_id))
)
select 0 as what, from_id, stage::integer, 0::bigint as came
from records
union all
select 1, from_id, 0, 0
from decisions
union all
select 2, from_id, 0, 0
from settled
order by what, stage, from_id
