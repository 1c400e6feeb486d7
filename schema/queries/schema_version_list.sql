-- The upgrades that were applied, in order.
select number, name, checksum,
    to_char(applied_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS')
from schema_version
order by number
