-- What is aside now, newest first: as aside_open, but from the newest on, so
-- that a page does not count all.
-- $1 before this aside_id, $2 at most this many, $3 stage (0: all), $4 verdict
-- (0: all), $5 part of the error ("": all)
-- aside_id, at, stage, event_id, verdict, attempt, due, class, error, worker
select o.aside_id, to_char(o.at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at,
    o.stage::integer, o.event_id, o.verdict::integer, o.attempt,
    coalesce(to_char(o.due, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), '') as due,
    o.class, o.error,
    coalesce(nullif(n.name, ''), n.program, '') as worker
from aside o
left join node n on n.node_id = o.worker
where o.aside_id < $1::bigint and o.verdict in (2, 3, 4)
    and $3::integer in (0, o.stage) and $4::integer in (0, o.verdict)
    and position(lower($5::text) in lower(o.error)) > 0
    and not exists (
	select from aside_settled s
	where s.from_id = (o.aside_id - 1) / 1000 * 1000)
    and not exists (
	select from aside l
	where l.stage = o.stage and l.event_id = o.event_id
	    and l.aside_id > o.aside_id and l.verdict <> 1)
    and not stage_has_record(o.stage, o.event_id)
order by o.aside_id desc
limit $2::integer
