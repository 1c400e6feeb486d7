-- An event as it was accepted.
-- $1 event
-- source, source_id, subject, digest, trace, payload, stage and aside_id of
-- what is aside of it now (0: nothing)
select e.source, e.source_id, e.subject, encode(e.digest, 'hex') as digest,
    coalesce(e.trace, '') as trace, e.payload,
    coalesce(x.stage, 0)::integer as stage, coalesce(x.aside_id, 0) as aside_id
from event e
left join lateral (
	select a.stage, a.aside_id from (
		select distinct on (stage) stage, event_id, aside_id, verdict
		from aside
		where stage in (1, 2, 3, 4) and event_id = e.event_id
		    and verdict <> 1
		order by stage, aside_id desc) a
	where a.verdict in (2, 3, 4)
	    and not stage_has_record(a.stage, a.event_id)
	limit 1) x on true
where e.event_id = $1::bigint
