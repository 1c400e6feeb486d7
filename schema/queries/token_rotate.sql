-- A new token in the place of one, which ends later: until then both count.  No
-- row: there is none, it ends already, or another was first to replace it.
-- $1 the old one's name, $2 the new one's, $3 the new one's digest, $4 seconds
-- for which both count, $5 who, $6 reason
-- source, when the old one ends
with made as (
	insert into source_token (token_id, source, kinds, digest, who,
	    replaces)
	select $2::text, source, kinds, $3::bytea, $5::text, token_id
	from source_token_counts
	where token_id = $1::text and ends is null
	on conflict (replaces) do nothing
	returning source, replaces
), ended as (
	insert into source_token_revoked (token_id, at, who)
	select replaces, clock_timestamp() + $4::integer * interval '1 s',
	    $5::text
	from made
	returning at
), noted as (
	insert into audit (who, what, target, reason, detail)
	select $5::text, 'rotate token', source, $6::text,
	    replaces || ' to ' || $2::text
	from made
)
select source, to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as ends
from made, ended
