-- What was refused, newest first.  An event that came later under the same
-- source and id has mended it; or somebody has given it up.
-- $1 before this quarantine_id, $2 at most this many, $3 this one alone (0: any),
-- $4 not 0: also what is mended or given up
-- quarantine_id, at, source, source_id, reason, mended by event_id (0: none),
-- discarded by ("": nobody), payload
select q.quarantine_id, to_char(q.at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at,
    q.source, q.source_id, q.reason, coalesce(e.event_id, 0) as mended,
    coalesce((select a.who || ': ' || a.reason from audit a
	where a.what = 'discard' and a.target = 'reject ' || q.quarantine_id
	limit 1), '') as discarded,
    q.payload
from quarantine q
left join event e on e.source = q.source and e.source_id = q.source_id
    and e.at > q.at
where q.quarantine_id < $1::bigint
    and $3::bigint in (0, q.quarantine_id)
    and ($4::integer <> 0 or (e.event_id is null and not exists (
	select from audit a
	where a.what = 'discard'
	    and a.target = 'reject ' || q.quarantine_id)))
order by q.quarantine_id desc
limit $2::integer
