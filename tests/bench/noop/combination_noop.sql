-- A record of combination and nothing else.
-- $1 worker, then columns: $2 event_id, $3 subject_hash, $4 payload
insert into combination (worker, event_id, outcome, subject_hash, payload)
select $1::integer, event_id, 1, subject_hash, payload
from unnest($2::bigint[], $3::integer[], $4::bytea[])
    as t (event_id, subject_hash, payload)
order by event_id
on conflict (event_id) do nothing
returning event_id
