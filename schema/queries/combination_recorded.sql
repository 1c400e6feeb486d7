-- Which of these events have a record of combination.
-- $1 events (column)
select event_id
from combination
where event_id = any ($1::bigint[])
