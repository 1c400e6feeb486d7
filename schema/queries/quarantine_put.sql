-- What was refused at the door, each refusal once.  A name may be what is wrong
-- with it: one that no index could hold is cut; the payload has it whole.  In
-- order, so that two workers with the same do not lock each other out.
-- $1 worker, then columns: $2 source, $3 source_id, $4 reason, $5 payload
insert into quarantine (worker, source, source_id, reason, payload)
select $1::integer, left(source, 300), left(source_id, 300), reason, payload
from unnest($2::text[], $3::text[], $4::text[], $5::bytea[])
    as t (source, source_id, reason, payload)
order by 2, 3, md5(reason), payload
on conflict do nothing
