-- A commit of our own that writes WAL: once it returns, everything that we have
-- seen is as durable as it, also what another session committed in doubt.
select pg_current_xact_id()::text
from pg_logical_emit_message(true, 'sixthkey', '') as t (lsn)
