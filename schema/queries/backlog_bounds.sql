-- What makes a watermark safe: the newest id drawn, a transaction that begins
-- now (our own) and the oldest one that still runs and writes.  A snapshot's
-- xmax is no such line: it is next to the newest that has ended, and younger
-- ones may be under way.
-- last_id, own transaction, xmin, newest record of each stage behind ingest
select
    (select coalesce(case when is_called then last_value else 0 end, 0)
	from event_event_id_seq),
    pg_current_xact_id()::text::bigint,
    pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
    (select max(event_id) from assessment),
    (select max(event_id) from combination),
    (select max(event_id) from publication)
