-- The events that were there before: a statement of its own, because the
-- insert cannot see the rows it lost to.
-- $1 source, $2 source_id (columns)
select e.event_id, e.source, e.source_id, e.digest
from unnest($1::text[], $2::text[]) as t (source, source_id)
cross join lateral (
	select event_id, source, source_id, digest from event o
	where o.source = t.source and o.source_id = t.source_id
	limit 1) e
order by e.event_id
