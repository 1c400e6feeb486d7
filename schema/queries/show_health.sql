-- What holds the line up from outside, and who leads it.
-- horizon_ms (age of the oldest transaction that writes; 0: none; NULL: this
-- role may not see those of others), leader, lease_ms (what is left of its
-- lease by the database's clock; below 0: over, or nobody ever led), led_ms
-- (since when it leads; -1: nobody ever did)
select writing_ms() as horizon_ms,
    l.name, greatest(-1, least(2147483647,
	extract(epoch from greatest(l.until, clock_timestamp() -
	    interval '1 s') - clock_timestamp()) * 1000))::bigint as lease_ms,
    case when isfinite(l.taken_at) then (extract(epoch from clock_timestamp() -
	l.taken_at) * 1000)::bigint else -1 end as led_ms
from broker_lease l
where l.slot = 1
