-- What is tried again and again: of the newest 500 retries those that are
-- still open, most attempts first.
-- $1 at most this many
-- event_id, stage, attempt, at, due, class
select o.event_id, o.stage::integer, o.attempt,
    to_char(o.at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at,
    coalesce(to_char(o.due, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), '') as due,
    o.class
from (
	select * from aside where verdict = 2
	order by aside_id desc limit 500) o
where not exists (
	select from aside l
	where l.stage = o.stage and l.event_id = o.event_id
	    and l.aside_id > o.aside_id and l.verdict <> 1)
    and not stage_has_record(o.stage, o.event_id)
order by o.attempt desc, o.aside_id
limit $1::integer
