-- Who did what, newest first, of the newest 20,000 before a place.
-- $1 before this audit_id, $2 at most this many, $3 by whom ("": anybody),
-- $4 part of what or to what ("": anything)
-- audit_id, at, who, role, what, target, reason, detail
select audit_id, to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, who, role,
    what, target, reason, detail
from (
	select * from audit where audit_id < $1::bigint
	order by audit_id desc limit 20000) a
where $3::text in ('', who)
    and position(lower($4::text) in lower(what || ' ' || target)) > 0
order by audit_id desc
limit $2::integer
