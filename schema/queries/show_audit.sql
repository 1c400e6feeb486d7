-- Who did what, newest first.
-- $1 before this audit_id, $2 at most this many
-- audit_id, at, who, role, what, target, reason, detail
select audit_id, to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, who, role,
    what, target, reason, detail
from audit
where audit_id < $1::bigint
order by audit_id desc
limit $2::integer
