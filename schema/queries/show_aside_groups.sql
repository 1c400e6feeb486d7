-- As show_aside_classes, of the newest alone: the last 1,000 that died and 500
-- each that are to be retried or were parked.  What it costs does not depend on
-- how much is aside.
-- $1 stage (0: all)
-- stage, verdict, class, count, first and last time seen, an event of it
select o.stage::integer, o.verdict::integer, error_class(o.error) as class,
    count(*) as count,
    to_char(min(o.at), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as first,
    to_char(max(o.at), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as last,
    min(o.event_id) as event_id
from (
	(select * from aside where verdict = 3
	order by aside_id desc limit 1000)
	union all
	(select * from aside where verdict = 2
	order by aside_id desc limit 500)
	union all
	(select * from aside where verdict = 4
	order by aside_id desc limit 500)) o
where $1::integer in (0, o.stage)
    and o.aside_id = (
	select l.aside_id from aside l
	where l.stage = o.stage and l.event_id = o.event_id
	    and l.verdict <> 1
	order by l.aside_id desc limit 1)
    and not stage_has_record(o.stage, o.event_id)
group by 1, 2, 3
order by count(*) desc, 1, 2, 3
