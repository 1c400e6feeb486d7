-- What is aside now, by sort of error, most first: from tallies, and counted in
-- the newest 10 ranges that have none which stands.  A tally has the 50 most
-- frequent sorts of its range.  By part of an error only the rows can tell.
-- $1 stage (0: all), $2 verdict (0: all), $3 part of the error ("": all)
-- stage, verdict, class, count, first and last time seen, an event of it
with standing as materialized (
	select * from tally_aside_now
	where $3::text = '' and $1::integer in (0, stage)
), loose as materialized (
	select s.stage, s.from_id
	from (
		select stage, from_id from standing where tally_id is null
		union all
		select stage, from_id from tally_gap
		where $3::text = '' and $1::integer in (0, stage)
		    and from_id not in (
			select from_id from tally where stage = 1)) s
	where (
		select true from aside a
		where (a.event_id - 1) / 10000 = s.from_id / 10000
		    and a.stage = s.stage
		order by a.xact
		limit 1)
	order by s.from_id desc, s.stage
	limit 10
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
	cross join lateral tally_aside_sorts(l.stage::smallint, l.from_id) s
	union all
	select stage, verdict, class, 1, at, at, event_id
	from aside_open
	where $3::text <> '' and position(lower($3::text) in lower(error)) > 0
	) o
where $1::integer in (0, stage) and $2::integer in (0, verdict)
group by stage, verdict, class
order by sum(count) desc, stage, verdict, class
limit 1000
