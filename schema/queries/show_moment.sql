-- From where on to follow.
-- now, newest row aside
select to_char(clock_timestamp(), 'YYYY-MM-DD"T"HH24:MI:SS.US') as now,
    coalesce(max(aside_id), 0)
from aside
