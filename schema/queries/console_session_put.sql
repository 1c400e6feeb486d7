-- Somebody has signed in.
-- $1 person, $2 digest of what the browser holds
-- session_id
insert into session (person_id, digest) values ($1::bigint, $2::bytea)
returning session_id
