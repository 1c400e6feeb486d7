-- How far an event is.
-- $1 event
-- source, source_id, kind, subject, accepted, assessed, outcome, combined,
-- outcome, version (0: none), published, outcome, verdict and stage of the
-- newest row aside (0: none)
select e.source, e.source_id, e.kind::integer, e.subject,
    to_char(e.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    to_char(a.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    a.outcome::integer,
    to_char(c.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    c.outcome::integer, coalesce(c.version, 0),
    to_char(p.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    p.outcome::integer, coalesce(x.verdict, 0)::integer,
    coalesce(x.stage, 0)::integer
from event e
left join assessment a using (event_id)
left join combination c using (event_id)
left join publication p using (event_id)
left join lateral (
	select verdict, stage from aside
	where stage in (1, 2, 3, 4) and event_id = e.event_id
	order by aside_id desc limit 1) x on true
where e.event_id = $1::bigint
