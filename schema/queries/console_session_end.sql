-- Somebody signs out.
-- $1 session
insert into session_end (session_id) values ($1::bigint)
on conflict do nothing
