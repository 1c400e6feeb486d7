-- Records of assessment by event, all or nothing: a record that is there already
-- undoes the whole.
-- $1 worker, then columns: $2 event_id, $3 outcome, $4 subject_hash, $5 payload
insert into assessment (worker, event_id, outcome, subject_hash, payload)
select $1::integer, unnest($2::bigint[]), unnest($3::smallint[]),
    unnest($4::integer[]), unnest($5::bytea[])
