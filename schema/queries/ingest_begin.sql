-- Takes this transaction's number before any event id is drawn, so that an id
-- is never older than the number that the watermark is judged by.
select pg_current_xact_id()::text
