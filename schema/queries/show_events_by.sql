-- Events of a kind among the newest 5,000 before a place, newest first;
-- columns of show_events.  Look-ups stand in laterals, so that the walk ends
-- with the last row that is wanted.
-- $1 before this id, $2 at most this many, $3 subject ("": any), $4 beginning
-- of the source ("": any), $5 stage that it waits for (0: any), $6 verdict as
-- in show_events (0: any; 6: through), $7 part of the trace ("": any), $8 part
-- of an error that it met ("": any), $9 accepted since ("": ever), $10 and
-- before ("": now)
-- event_id, at, kind, source, source_id, subject, stage, verdict, outcome,
-- version, decision, discarded
select e.event_id, to_char(e.at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at,
    e.kind::integer, e.source, e.source_id, e.subject, s.stage,
    case when s.stage = 0 then 0 else coalesce(w.verdict, 5) end::integer
	as verdict,
    coalesce(c.outcome, 0)::integer as outcome,
    coalesce(c.version, 0) as version,
    coalesce(d.verdict, 0)::integer as decision,
    coalesce(9 in (a.outcome, c.outcome, p.outcome), false) as discarded
from (
	select * from event v where event_id < $1::bigint
	    and event_id >= $1::bigint - 5000
	    and upper($3::text) in ('', subject) and starts_with(source, $4::text)
	    and ($7::text = '' or position($7::text in trace) > 0)
	    and ($9::text = '' or at >= nullif($9::text, '')::timestamptz)
	    and ($10::text = '' or at < nullif($10::text, '')::timestamptz)
	    and ($8::text = '' or exists (
		select from aside x
		where x.stage in (2, 3, 4) and x.event_id = v.event_id
		    and position(lower($8::text) in lower(x.error)) > 0))
	    and case when $6::integer in (2, 3, 4) then exists (
		select from aside x
		where x.stage in (2, 3, 4) and x.event_id = v.event_id)
	    when $6::integer = 6 then exists (
		select from publication x where x.event_id = v.event_id)
	    else true end
	order by event_id desc offset 0) e
left join lateral (
	select outcome from assessment r
	where r.event_id = e.event_id limit 1) a on true
left join lateral (
	select outcome, version from combination r
	where r.event_id = e.event_id limit 1) c on true
left join lateral (
	select outcome from publication r
	where r.event_id = e.event_id limit 1) p on true
cross join lateral (
	select case when a.outcome is null then 2
	    when c.outcome is null then 3
	    when p.outcome is null then 4 else 0 end as stage) s
left join lateral (
	select verdict from aside
	where stage = s.stage and event_id = e.event_id
	order by aside_id desc limit 1) w on s.stage <> 0
left join lateral (
	select verdict from decision
	where subject = e.subject and version = c.version
	order by decision_rank(verdict, seq) desc limit 1) d on c.outcome = 2
where $5::integer in (0, s.stage)
    and ($6::integer = 0 or $6::integer = case when s.stage = 0 then 6
	else coalesce(w.verdict, 5) end)
order by e.event_id desc
limit $2::integer
