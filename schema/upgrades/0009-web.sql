-- What sixthkey-web may do: read what is published and how far an event is,
-- and know who may speak for a source.  It can write nothing; what it takes in
-- goes to the line like everybody's.
do $$
begin
	if not exists (select from pg_roles where rolname = 'sixthkey_web') then
		create role sixthkey_web login;
	end if;
end $$;
grant usage on schema sixthkey to sixthkey_web;

-- Who may submit over HTTP for a source, and what.  The token itself is shown
-- once and stored nowhere: its digest is, and its first half is its name.
create table source_token (
	token_id	text collate "C" not null,
	at		timestamptz not null default clock_timestamp(),
	source		text collate "C" not null,
	kinds		text not null,
	digest		sha256_digest not null,
	who		text not null,
	constraint source_token_pkey primary key (token_id),
	constraint source_token_source_is_a_path check (source ~ '^/[^ ]*[^/ ]$')
);
comment on column source_token.kinds is 'kinds of event, blanks between; * all';

create table source_token_revoked (
	token_id	text collate "C" not null references source_token,
	at		timestamptz not null default clock_timestamp(),
	who		text not null,
	constraint source_token_revoked_pkey primary key (token_id)
);

grant select, insert on source_token, source_token_revoked
    to sixthkey_operator;
grant select on source_token, source_token_revoked to sixthkey_reader;
grant select on source_token, source_token_revoked, event, assessment,
    combination, publication, aside, published_version, decision, organisation
    to sixthkey_web;
