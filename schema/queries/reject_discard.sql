-- Nobody will mend this refusal, says somebody, and why.  No row: there is none
-- of this number, or it was discarded before.
-- $1 quarantine_id, $2 who, $3 reason
-- source, source_id
with gone as (
	insert into audit (who, what, target, reason, detail)
	select $2::text, 'discard', 'reject ' || q.quarantine_id, $3::text,
	    q.source || ':' || q.source_id
	from quarantine q
	where q.quarantine_id = $1::bigint and not exists (
		select from audit a
		where a.what = 'discard'
		    and a.target = 'reject ' || q.quarantine_id)
	returning audit_id
)
select q.source, q.source_id
from gone, quarantine q
where q.quarantine_id = $1::bigint
