-- An event by its id, or by what its source called it.
-- $1 id (0: by name), $2 "source:source_id"
-- event_id
select event_id from event where event_id = $1::bigint
union all
select e.event_id
from generate_series(1, length($2::text)) as i
join event e on e.source = left($2::text, i - 1)
    and e.source_id = substr($2::text, i + 1)
where substr($2::text, i, 1) = ':'
limit 1
