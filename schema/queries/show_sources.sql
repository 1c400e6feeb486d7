-- Sources among the newest 20,000 events and with a token that counts.
-- $1 the newest event
-- source, events (of those), last of them, in the last minute, newest token
-- (''), since, its kinds
with recent as (
	select source, count(*) as events, max(at) as last,
	    count(*) filter (where at > clock_timestamp() - interval '1 minute')
		as minute
	from event
	where event_id > $1::bigint - 20000
	group by source
), granted as (
	select distinct on (source) source, token_id, at, kinds
	from source_token t
	where not exists (
		select from source_token_revoked r
		where r.token_id = t.token_id)
	order by source, at desc
)
select coalesce(r.source, g.source) as source,
    coalesce(r.events, 0)::bigint as events,
    coalesce(to_char(r.last, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), '') as last,
    coalesce(r.minute, 0)::bigint as minute,
    coalesce(g.token_id, '') as token_id,
    coalesce(to_char(g.at, 'YYYY-MM-DD'), '') as since,
    coalesce(g.kinds, '') as kinds
from recent r
full join granted g using (source)
order by source
limit 200
