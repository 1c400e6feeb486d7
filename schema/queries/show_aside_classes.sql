-- What is aside now, by sort of error, most first.  By part of an error only the
-- rows can tell.
-- $1 stage (0: all), $2 verdict (0: all), $3 part of the error ("": all)
-- stage, verdict, class, count, first and last time seen, an event of it
select stage::integer, verdict::integer, class, sum(count) as count,
    to_char(min(first_at), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as first,
    to_char(max(last_at), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as last,
    min(event_id) as event_id
from (
	select * from tally_aside_now_sorts($1::integer) where $3::text = ''
	union all
	select stage, verdict, class, 1, at, at, event_id
	from aside_open
	where $3::text <> '' and position(lower($3::text) in lower(error)) > 0
	) o
where $1::integer in (0, stage) and $2::integer in (0, verdict)
group by stage, verdict, class
order by sum(count) desc, stage, verdict, class
limit 1000
