-- Accept events.  Sorted by their unique key, because ids are new and two
-- workers with the same events must not lock each other out.
-- $1 worker, then columns: $2 kind, $3 source, $4 source_id, $5 subject,
-- $6 digest, $7 payload, $8 trace.  Only new events come back.
insert into event (worker, kind, source, source_id, subject, digest, payload,
    trace)
select $1::integer, kind, source, source_id, subject, digest, payload,
    nullif(trace, '')
from unnest($2::smallint[], $3::text[], $4::text[], $5::text[], $6::bytea[],
    $7::bytea[], $8::text[])
    as t (kind, source, source_id, subject, digest, payload, trace)
order by source, source_id
on conflict (source, source_id) do nothing
returning event_id, source, source_id, digest
