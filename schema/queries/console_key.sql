-- Somebody wants another key for a source, which whoever keeps the broker's
-- folder lets in.
-- $1 who, $2 source, $3 reason, $4 the public key
insert into audit (who, what, target, reason, detail)
values ($1::text, 'ask for another key', $2::text, $3::text, $4::text)
