-- Messages that wait at combination and were once put aside, here or before: the
-- watermark has passed them, so they are looked for by themselves.
-- $1 at most this many
-- event_id, subject (or its hash), payload, attempt, source, whether it must
-- run alone (a broker put it aside: it may kill its worker), how long it waits
-- here and since it was accepted (ms), trace
select p.event_id, '' as subject, p.subject_hash, p.payload,
    coalesce(a.attempt, 0) + 1 as attempt,
    e.source,
    (a.verdict = 2 and a.worker is null)::integer as alone,
    greatest(0, date_part('epoch', clock_timestamp() - p.at) * 1000)::bigint
	as waited,
    greatest(0, date_part('epoch', clock_timestamp() - e.at) * 1000)::bigint
	as age, coalesce(e.trace, '') as trace
from (select distinct event_id from aside_loose where stage <= 3) c
join assessment p on p.event_id = c.event_id
left join combination o on o.event_id = c.event_id
left join lateral (
	select verdict, attempt, due, worker from aside
	where stage = 3 and event_id = c.event_id
	order by aside_id desc limit 1) a on true
left join lateral (
	select source, at, trace from event
	where event_id = p.event_id
	limit 1) e on true
where o.event_id is null
    and (a.verdict is null or a.verdict = 5
	or (a.verdict = 2 and a.due <= clock_timestamp()))
order by p.event_id
limit $1::integer
