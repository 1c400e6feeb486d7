-- Accept those events that are new, which come sorted by their unique key.
-- The number comes before the ids, as in ingest_put.
-- $1 worker, then columns: $2 kind, $3 source, $4 source_id, $5 subject,
-- $6 digest, $7 payload, $8 trace.  Only new events come back.
insert into event (worker, kind, source, source_id, subject, digest, payload,
    trace)
select $1::integer, unnest($2::smallint[]), unnest($3::text[]),
    unnest($4::text[]), unnest($5::text[]), unnest($6::bytea[]),
    unnest($7::bytea[]), nullif(unnest($8::text[]), '')
where pg_current_xact_id() is not null
on conflict (source, source_id) do nothing
returning event_id, source, source_id, digest
