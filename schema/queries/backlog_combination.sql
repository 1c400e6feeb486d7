-- Messages that wait at quality-combination: the record before exists, its own does
-- not, and it is not aside, or its time has come again.  Walks both keys in one
-- window of ids.
-- $1 after this id, $2 up to this id, $3 at most this many, $4 not of sources
-- that begin in one of these ways (blanks between)
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
from assessment p
left join combination o on o.event_id = p.event_id
    and o.event_id > $1::bigint and o.event_id <= $2::bigint
left join lateral (
	select verdict, attempt, due, worker from aside
	where stage = 3 and event_id = p.event_id
	order by aside_id desc limit 1) a on true
left join lateral (
	select source, at, trace from event
	where event_id = p.event_id
	limit 1) e on true
where p.event_id > $1::bigint and p.event_id <= $2::bigint
    and o.event_id is null
    and (a.verdict is null or a.verdict = 5
	or (a.verdict = 2 and a.due <= clock_timestamp()))
    and ($4::text = '' or not exists (
	select from unnest(string_to_array($4::text, ' ')) as b
	where b <> '' and starts_with(e.source, b)))
order by p.event_id
limit $3::integer
