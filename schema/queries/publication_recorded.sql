-- Which of these events have a record of publication.
-- $1 events (column)
select event_id
from publication
where event_id = any ($1::bigint[])
