-- What was refused at the door.
-- $1 worker, then columns: $2 source, $3 source_id, $4 reason, $5 payload
insert into quarantine (worker, source, source_id, reason, payload)
select $1::integer, source, source_id, reason, payload
from unnest($2::text[], $3::text[], $4::text[], $5::bytea[])
    as t (source, source_id, reason, payload)
