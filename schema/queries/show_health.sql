-- What holds the line up from outside, and who leads it.
-- horizon_ms (age of the oldest transaction that writes; 0: none; NULL: this
-- role may not see those of others), leader, lease_ms (what is left of its
-- lease by the database's clock; below 0: over, or nobody ever led)
select case when pg_has_role('pg_read_all_stats', 'usage') then coalesce((
	    extract(epoch from clock_timestamp() - least((
		select min(xact_start) from pg_stat_activity
		where backend_xid is not null), (
		select min(prepared) from pg_prepared_xacts))) * 1000)::bigint,
	    0) end as horizon_ms,
    l.name, greatest(-1, least(2147483647,
	extract(epoch from greatest(l.until, clock_timestamp() -
	    interval '1 s') - clock_timestamp()) * 1000))::bigint as lease_ms
from broker_lease l
where l.slot = 1
