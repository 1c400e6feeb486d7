-- The newest event as it was taken.
-- source, source_id, payload
select source, source_id, payload from event
order by event_id desc
limit 1
