-- A record of publication and nothing else.
-- $1 worker, then columns: $2 event_id
insert into publication (worker, event_id, outcome)
select $1::integer, event_id, 1
from unnest($2::bigint[]) as t (event_id)
order by event_id
on conflict (event_id) do nothing
returning event_id
