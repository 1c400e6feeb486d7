-- Events, newest first, each with where it stands.
-- $1 before this id, $2 at most this many
-- event_id, at, kind, source, source_id, subject, stage and verdict of what
-- it waits for (0, 0: through; verdict 5: waits), combination's outcome,
-- version, newest decision on it, whether it was discarded
select e.event_id,
    to_char(e.at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at,
    e.kind::integer, e.source, e.source_id, e.subject,
    s.stage, case when s.stage = 0 then 0
	else coalesce(w.verdict, 5) end::integer as verdict,
    coalesce(c.outcome, 0)::integer as outcome,
    coalesce(c.version, 0) as version,
    coalesce(d.verdict, 0)::integer as decision,
    coalesce(9 in (a.outcome, c.outcome, p.outcome), false) as discarded
from (
	select * from event where event_id < $1::bigint
	order by event_id desc limit $2::integer) e
left join assessment a on a.event_id = e.event_id
left join combination c on c.event_id = e.event_id
left join publication p on p.event_id = e.event_id
cross join lateral (
	select case when a.event_id is null then 2
	    when c.event_id is null then 3
	    when p.event_id is null then 4 else 0 end as stage) s
left join lateral (
	select verdict from aside
	where stage = s.stage and event_id = e.event_id
	order by aside_id desc limit 1) w on true
left join lateral (
	select verdict from decision
	where subject = e.subject and version = c.version
	order by seq desc limit 1) d on c.outcome = 2
order by e.event_id desc
