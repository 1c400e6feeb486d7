-- The events that were there before: a statement of its own, because the
-- insert cannot see the rows it lost to.
-- $1 source, $2 source_id (columns)
select e.event_id, e.source, e.source_id, e.digest
from unnest($1::text[], $2::text[]) as t (source, source_id)
join event e using (source, source_id)
order by e.event_id
