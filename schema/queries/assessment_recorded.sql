-- Which of these events have a record of assessment.
-- $1 events (column)
select event_id
from assessment
where event_id = any ($1::bigint[])
