-- Messages that wait at quality-combination: the record before exists, its own does
-- not, and it is not aside, or its time has come again.  Walks all keys side by
-- side in one window of ids and stops where it has enough (db_walk_keys); the
-- fence keeps what is aside, of which nobody can guess how much, out of how the
-- rest is joined.
-- $1 after this id, $2 up to this id, $3 at most this many, $4 not of sources
-- that begin in one of these ways (blanks between)
-- event_id, subject (or its hash), payload, attempt, source, whether it must
-- run alone (a broker put it aside: it may kill its worker), how long it waits
-- here and since it was accepted (ms), trace
select w.event_id, '' as subject, w.subject_hash, w.payload,
    coalesce(a.attempt, 0) + 1 as attempt,
    w.source,
    (a.verdict = 2 and a.worker is null)::integer as alone,
    greatest(0, date_part('epoch', clock_timestamp() - w.at) * 1000)::bigint
	as waited,
    greatest(0, date_part('epoch', clock_timestamp() - w.came) * 1000)::bigint
	as age, coalesce(w.trace, '') as trace
from (
	select p.event_id, p.subject_hash, p.payload, p.at, e.source,
	    e.at as came, e.trace
	from assessment p
	left join combination o on o.event_id = p.event_id
	    and o.event_id > $1::bigint and o.event_id <= $2::bigint
	left join event e on e.event_id = p.event_id
	    and e.event_id > $1::bigint and e.event_id <= $2::bigint
	where p.event_id > $1::bigint and p.event_id <= $2::bigint
	    and o.event_id is null
	order by p.event_id
	offset 0) w
left join (
	select distinct on (event_id) event_id, verdict, attempt, due, worker
	from aside
	where stage = 3 and event_id > $1::bigint and event_id <= $2::bigint
	order by event_id, aside_id desc) a on a.event_id = w.event_id
where (a.verdict is null or a.verdict = 5
	or (a.verdict = 2 and a.due <= clock_timestamp()))
    and ($4::text = '' or not exists (
	select from unnest(string_to_array($4::text, ' ')) as b
	where b <> '' and starts_with(w.source, b)))
order by w.event_id
limit $3::integer
