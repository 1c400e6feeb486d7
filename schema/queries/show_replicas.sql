-- Who copies this database, and the places that are kept for who does not now.
-- name, state, sync, behind_bytes (of a place: what it holds back),
-- behind_ms (NULL: not known, or nothing came of late), since
select name, state, sync, behind_bytes, behind_ms,
    to_char(since, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since
from replica_list()
union all
select slot_name, 'away', '', pg_wal_lsn_diff(case when pg_is_in_recovery()
	then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end,
	restart_lsn)::bigint, null, null
from pg_replication_slots
where slot_type = 'physical' and not active and not temporary
    and restart_lsn is not null
order by 1, 6
