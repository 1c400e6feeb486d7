-- Does the archive get what is written, and whom commits wait for.
-- mode ("off", "on", "always"), ok_ms and failed_ms since the last of each
-- (NULL: never), ok and failed how often, failed_what, awaited (standbys)
select current_setting('archive_mode') as mode,
    (extract(epoch from clock_timestamp() - last_archived_time)
	* 1000)::bigint as ok_ms,
    (extract(epoch from clock_timestamp() - last_failed_time)
	* 1000)::bigint as failed_ms,
    archived_count as ok, failed_count as failed, last_failed_wal,
    current_setting('synchronous_standby_names') as awaited
from pg_stat_archiver
