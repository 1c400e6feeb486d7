-- Accept events, which come sorted by their unique key, all or nothing: one
-- that is there already undoes the whole.  Before an id is drawn the transaction
-- takes its number, so that no id is older than the number that the watermark
-- is judged by.
-- $1 worker, then columns: $2 kind, $3 source, $4 source_id, $5 subject,
-- $6 digest, $7 payload, $8 trace.  Their ids come back, in the same order.
insert into event (worker, kind, source, source_id, subject, digest, payload,
    trace)
select $1::integer, unnest($2::smallint[]), unnest($3::text[]),
    unnest($4::text[]), unnest($5::text[]), unnest($6::bytea[]),
    unnest($7::bytea[]), nullif(unnest($8::text[]), '')
where pg_current_xact_id() is not null
returning event_id
