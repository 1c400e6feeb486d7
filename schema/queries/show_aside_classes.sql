-- What is aside now, by sort of error, most first.
-- $1 stage (0: all), $2 verdict (0: all), $3 part of the error ("": all)
-- stage, verdict, class, count, first and last time seen, an event of it
select stage::integer, verdict::integer, class, count(*) as count,
    to_char(min(at), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as first,
    to_char(max(at), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as last,
    min(event_id) as event_id
from aside_open
where $1::integer in (0, stage) and $2::integer in (0, verdict)
    and position(lower($3::text) in lower(error)) > 0
group by stage, verdict, class
order by count(*) desc, stage, verdict, class
