-- What a source calls an event, and whom it is about.
-- $1 event
-- source, source_id, subject
select source, source_id, subject from event where event_id = $1::bigint
