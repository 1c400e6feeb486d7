-- What happened at a stage a moment ago: its newest records, and what was put
-- aside there.  A record may be seen a little after its time, so who follows
-- asks from a little earlier and knows what it has seen.
-- $1 stage, $2 records after this moment, $3 rows aside after this one,
-- $4 organisation ('': any), $5 at most
-- at, event_id, did (1 record, 2 aside), code, aside_id, subject, kind, text
select to_char(x.at, 'YYYY-MM-DD"T"HH24:MI:SS.US') as at, x.event_id, x.did,
    x.code::integer, x.aside_id, coalesce(e.subject, ''),
    coalesce(e.kind, 0)::integer, x.text
from (
	select c.at, c.event_id, 1 as did, c.outcome as code,
	    0::bigint as aside_id, '' as text
	from chain c
	where c.stage = $1::integer and c.at > $2::text::timestamp
	    and c.event_id > (
		select coalesce(max(event_id), 0) - 5000 from event)
	union all
	select a.at, a.event_id, 2, a.verdict, a.aside_id, a.error
	from aside a
	where a.aside_id > $3::bigint and a.stage = $1::integer
	    and a.verdict in (2, 3, 4)) x
left join event e on e.event_id = x.event_id
where $4::text = '' or e.subject = upper($4::text)
order by x.at
limit $5::integer
