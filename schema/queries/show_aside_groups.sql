-- What is aside now, by sort of error, most first: from tallies, and counted in
-- the newest 20 ranges that have none which stands.  A tally has the 50 most
-- frequent sorts of its range.
-- $1 stage (0: all)
-- stage, verdict, class, count, first and last time seen, an event of it
with standing as materialized (
	select * from tally_aside_now where $1::integer in (0, stage)
), loose as materialized (
	select s.stage, s.from_id
	from (
		select stage, from_id from standing where tally_id is null
		union all
		select stage, from_id from tally_gap
		where $1::integer in (0, stage) and from_id not in (
			select from_id from tally where stage = 1)) s
	where exists (
		select from aside a
		where (a.event_id - 1) / 10000 = s.from_id / 10000
		    and a.stage = s.stage)
	order by s.from_id desc, s.stage
	limit 20
)
select stage::integer, verdict::integer, class, sum(count) as count,
    to_char(min(first_at), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as first,
    to_char(max(last_at), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as last,
    min(event_id) as event_id
from (
	select t.stage, s.*
	from standing t
	cross join unnest(t.sorts) s
	union all
	select l.stage, s.*
	from loose l
	cross join lateral tally_aside_sorts(l.stage::smallint, l.from_id) s) o
group by stage, verdict, class
order by sum(count) desc, stage, verdict, class
limit 1000
