-- A record of combination and nothing else.
-- $1 worker, then columns: $2 event_id, $3 subject_hash, $4 payload
insert into combination (worker, event_id, outcome, subject_hash, payload)
select $1::integer, unnest($2::bigint[]), 1, unnest($3::integer[]),
    unnest($4::bytea[])
