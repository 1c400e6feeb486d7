-- Who did what, oldest first, of the next 5,000 behind a place.
-- $1 after this audit_id, $2 by whom ("": anybody), $3 part of what or to what
-- ("": anything)
-- upto (where to go on; null: nothing is behind), then null or audit_id, at,
-- who, role, what, target, reason, detail
select s.upto, a.audit_id, to_char(a.at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at,
    a.who, a.role, a.what, a.target, a.reason, a.detail
from (
	select max(audit_id) as upto
	from (
		select audit_id from audit where audit_id > $1::bigint
		order by audit_id limit 5000) n) s
left join audit a on a.audit_id > $1::bigint and a.audit_id <= s.upto
    and $2::text in ('', a.who)
    and position(lower($3::text) in lower(a.what || ' ' || a.target)) > 0
order by a.audit_id
