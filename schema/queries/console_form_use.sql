-- A form is used.  No row: it was used already.
-- $1 its nonce, $2 session
-- session_id
insert into form_used (nonce, session_id) values ($1::bytea, $2::bigint)
on conflict do nothing
returning session_id
