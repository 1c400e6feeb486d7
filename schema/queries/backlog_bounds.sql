-- What makes a watermark safe: the newest id drawn, a transaction that begins
-- now (our own) and the oldest one that still runs and writes.  A snapshot's
-- xmax is no such line: it is next to the newest that has ended, and younger
-- ones may be under way.
-- $1 stage, $2 an id up to which nothing waits there
-- last_id, own transaction, xmin, newest record of each stage behind ingest, up
-- to where tallies without a gap say that nothing waits at the stage (or null)
select
    (select coalesce(case when is_called then last_value else 0 end, 0)
	from event_event_id_seq),
    pg_current_xact_id()::text::bigint,
    pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
    (select max(event_id) from assessment),
    (select max(event_id) from combination),
    (select max(event_id) from publication),
    (select t.from_id + 10000
	from (
		select from_id, lead(from_id) over (order by from_id) as next
		from tally
		where stage = $1::integer
		    and from_id >= $2::bigint / 10000 * 10000) t
	where t.next is distinct from t.from_id + 10000 and exists (
		select from tally f
		where f.stage = $1::integer
		    and f.from_id = $2::bigint / 10000 * 10000)
	order by t.from_id
	limit 1)
