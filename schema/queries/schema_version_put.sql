-- An upgrade was applied.
-- $1 number, $2 name, $3 checksum
insert into schema_version (number, name, checksum)
values ($1::integer, $2::text, $3::text)
