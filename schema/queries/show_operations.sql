-- What people did to many messages at once, newest first, and how far it is.
-- $1 before this operation_id, $2 at most this many
-- operation_id, snapshot, verb, at, who, reason, filter, count, done, skipped,
-- cancelled, last step at ("": none), seconds since that
select o.operation_id, o.snapshot, o.verb,
    to_char(o.at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, o.who, o.reason,
    o.filter, o.count, coalesce(s.done, 0) as done,
    coalesce(s.skipped, 0) as skipped, coalesce(s.cancelled, false),
    coalesce(to_char(s.last, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), '') as last,
    coalesce(extract(epoch from clock_timestamp() - s.last), -1)::integer
	as idle
from operation o
left join lateral (
	select sum(done)::integer as done, sum(skipped)::integer as skipped,
	    bool_or(what = 2) as cancelled, max(at) as last
	from operation_step s where s.operation_id = o.operation_id) s on true
where o.operation_id < $1::bigint
order by o.operation_id desc
limit $2::integer
