-- Events that were known at a moment, newest first, each with where it stood
-- then; the columns of show_events.
-- $1 before this id, $2 at most this many, $3 the moment
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
	select * from event
	where event_id < $1::bigint and at < nullif($3::text, '')::timestamptz
	order by event_id desc limit $2::integer) e
left join assessment a
    on a.event_id = e.event_id and a.at < nullif($3::text, '')::timestamptz
left join combination c
    on c.event_id = e.event_id and c.at < nullif($3::text, '')::timestamptz
left join publication p
    on p.event_id = e.event_id and p.at < nullif($3::text, '')::timestamptz
cross join lateral (
	select case when a.event_id is null then 2
	    when c.event_id is null then 3
	    when p.event_id is null then 4 else 0 end as stage) s
left join lateral (
	select verdict from aside
	where stage = s.stage and event_id = e.event_id
	and at < nullif($3::text, '')::timestamptz
	order by aside_id desc limit 1) w on true
left join lateral (
	select verdict from decision
	where subject = e.subject and version = c.version
	and at < nullif($3::text, '')::timestamptz
	order by decision_rank(verdict, seq) desc limit 1) d on c.outcome = 2
order by e.event_id desc
