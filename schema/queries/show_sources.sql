-- Sources among the newest 20,000 events, a row for each kind, and those with a
-- token that counts: kind 0.
-- $1 the newest event
-- source, kind, events (of those), last of them, in the last minute, how the
-- newest of them begins
with recent as (
	select source, kind, count(*) as events, max(at) as last,
	    count(*) filter (where at > clock_timestamp() - interval '1 minute')
		as minute, max(event_id) as newest
	from event
	where event_id > $1::bigint - 20000
	group by source, kind
)
select r.source, r.kind::integer as kind, r.events,
    to_char(r.last, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as last, r.minute,
    substring(e.payload from 1 for 1200) as head
from recent r
join event e on e.event_id = r.newest
union all
select distinct source, 0, 0::bigint, '', 0::bigint, ''::bytea
from source_token_counts
order by source, kind
limit 1000
