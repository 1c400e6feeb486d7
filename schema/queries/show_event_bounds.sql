-- Among which ids all events are that were accepted in a time.
-- $1 since ("": ever), $2 until ("": now)
-- low, high: the first, and one above the last
select low, high from event_ids_between($1::text, $2::text)
