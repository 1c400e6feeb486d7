-- An action by its name, and how far it is.
-- $1 snapshot
-- operation_id, verb, at, who, reason, filter, count, done, skipped, cancelled,
-- left, rule set
select o.operation_id, o.verb,
    to_char(o.at, 'YYYY-MM-DD HH24:MI:SS') as at, o.who, o.reason, o.filter,
    o.count, coalesce(s.done, 0) as done, coalesce(s.skipped, 0) as skipped,
    coalesce(s.cancelled, false) as cancelled,
    o.count - coalesce(s.done, 0) - coalesce(s.skipped, 0) as left,
    o.ruleset
from operation o
left join lateral (
	select sum(done)::integer as done, sum(skipped)::integer as skipped,
	    bool_or(what = 2) as cancelled
	from operation_step s where s.operation_id = o.operation_id) s on true
where o.snapshot = $1::text
