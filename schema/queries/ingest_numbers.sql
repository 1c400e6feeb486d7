-- The numbers that sources gave to events of theirs, where those were accepted.
-- In order, so that two workers with the same do not lock each other out.
-- Columns: $1 source, $2 source_id, $3 digest, $4 number
insert into source_number (source, number, subject)
select e.source, t.number, e.subject
from unnest($1::text[], $2::text[], $3::bytea[], $4::integer[])
    as t (source, source_id, digest, number)
cross join lateral (
	select source, subject from event o
	where o.source = t.source and o.source_id = t.source_id
	    and o.digest = t.digest
	limit 1) e
order by 1, 2, 3
on conflict do nothing
