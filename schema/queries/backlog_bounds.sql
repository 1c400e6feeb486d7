-- What makes a watermark safe: the newest id drawn, the next transaction and
-- the oldest one that still runs and writes.
-- last_id, xmax, xmin, newest record of each stage behind ingest
select
    (select coalesce(case when is_called then last_value else 0 end, 0)
	from event_event_id_seq),
    pg_snapshot_xmax(pg_current_snapshot())::text::bigint,
    pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
    (select max(event_id) from assessment),
    (select max(event_id) from combination),
    (select max(event_id) from publication)
