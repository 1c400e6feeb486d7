-- A new token of a source.
-- $1 its name, $2 source, $3 kinds ("*": all), $4 digest, $5 who made it
insert into source_token (token_id, source, kinds, digest, who)
values ($1::text, $2::text, $3::text, $4::bytea, $5::text)
