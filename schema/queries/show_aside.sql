-- What is aside now, newest first.
-- $1 before this aside_id, $2 at most this many, $3 stage (0: all), $4 verdict
-- (0: all), $5 part of the error ("": all)
-- aside_id, at, stage, event_id, verdict, attempt, due, class, error, worker
select o.aside_id, to_char(o.at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at,
    o.stage::integer, o.event_id, o.verdict::integer, o.attempt,
    coalesce(to_char(o.due, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), '') as due,
    o.class, o.error, coalesce(nullif(n.name, ''), n.program, '') as worker
from aside_open o
left join node n on n.node_id = o.worker
where o.aside_id < $1::bigint
    and $3::integer in (0, o.stage) and $4::integer in (0, o.verdict)
    and position(lower($5::text) in lower(o.error)) > 0
order by o.aside_id desc
limit $2::integer
