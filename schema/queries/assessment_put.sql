-- Records of assessment; only those that this statement made come back.
-- $1 worker, then columns: $2 event_id, $3 outcome, $4 subject_hash, $5 payload
insert into assessment (worker, event_id, outcome, subject_hash, payload)
select $1::integer, event_id, outcome, subject_hash, payload
from unnest($2::bigint[], $3::smallint[], $4::integer[], $5::bytea[])
    as t (event_id, outcome, subject_hash, payload)
order by event_id
on conflict (event_id) do nothing
returning event_id
