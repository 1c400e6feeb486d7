-- How far ids have come.
-- event_id (0: there is none)
select coalesce(max(event_id), 0) as event_id from event
