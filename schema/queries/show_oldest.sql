-- For how long what is aside has been so: the oldest of each stage and state,
-- from tallies, and of the newest ranges that have none which stands.
-- stage, verdict, oldest_ms
with standing as materialized (
	select * from tally_aside_now
), loose as materialized (
	select s.stage, s.from_id
	from (
		select stage, from_id from standing where tally_id is null
		union all
		select stage, from_id from tally_gap
		where from_id not in (select from_id from tally where stage = 1)
		) s
	where (
		select true from aside a
		where (a.event_id - 1) / 10000 = s.from_id / 10000
		    and a.stage = s.stage
		order by a.xact
		limit 1)
	order by s.from_id desc, s.stage
	limit 10
)
select stage::integer, verdict::integer, (extract(epoch from
    clock_timestamp() - min(first_at)) * 1000)::bigint as oldest_ms
from (
	select t.stage, s.verdict, s.first_at
	from standing t
	cross join unnest(t.sorts) s
	union all
	select l.stage, s.verdict, s.first_at
	from loose l
	cross join lateral tally_aside_sorts(l.stage::smallint, l.from_id) s) o
group by stage, verdict
order by stage, verdict
