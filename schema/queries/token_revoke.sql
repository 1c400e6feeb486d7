-- A token that counts no longer.  No row: there is none, or it was revoked.
-- $1 its name, $2 who revokes it
-- source
with gone as (
	insert into source_token_revoked (token_id, who)
	select token_id, $2::text from source_token_counts
	where token_id = $1::text
	on conflict do nothing
	returning token_id
)
select t.source from gone join source_token t using (token_id)
