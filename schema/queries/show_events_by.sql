-- Events of a kind among the newest 20,000 before a place, newest first;
-- columns of show_events and, in every row, how far was looked.
-- $1 before this id, $2 at most this many, $3 subject ("": any), $4 beginning
-- of the source ("": any), $5 what it waits for at (stage; 0: any), $6 verdict
-- as in show_events (0: any; 6: through)
with few as materialized (
	select * from event where event_id < $1::bigint
	    and event_id >= $1::bigint - 20000
	    and $3::text in ('', subject) and starts_with(source, $4::text)
), stood as (
	select e.event_id, e.at, e.kind, e.source, e.source_id, e.subject,
	    s.stage, case when s.stage = 0 then 0
		else coalesce(w.verdict, 5) end::integer as verdict,
	    c.outcome, c.version, coalesce(9 in (a.outcome, c.outcome,
	    p.outcome), false) as discarded
	from few e
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
		order by aside_id desc limit 1) w on s.stage <> 0
	where $5::integer in (0, s.stage)
	    and ($6::integer = 0 or $6::integer = case when s.stage = 0 then 6
		else coalesce(w.verdict, 5) end)
	order by e.event_id desc
	limit $2::integer
)
select e.event_id, to_char(e.at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at,
    e.kind::integer, e.source, e.source_id, e.subject, e.stage, e.verdict,
    coalesce(e.outcome, 0)::integer as outcome,
    coalesce(e.version, 0) as version,
    coalesce(d.verdict, 0)::integer as decision, e.discarded
from stood e
left join lateral (
	select verdict from decision
	where subject = e.subject and version = e.version
	order by seq desc limit 1) d on e.outcome = 2
order by e.event_id desc
