-- What a source counts, and how its token is changed for another.

-- The numbers that a source gave to its events, of those that were accepted; it
-- may count for each subject by itself.  A source that does not count has none.
create table source_number (
	source		text collate "C" not null,
	number		integer not null,
	subject		text collate "C" not null,
	constraint source_number_pkey primary key (source, number, subject),
	constraint source_number_is_counted check (number > 0)
);
grant select, insert on source_number to sixthkey_ingest;
grant select on source_number
    to sixthkey_reader, sixthkey_operator, sixthkey_console;

-- Its end may be to come: until then a token and the one that replaces it both
-- count.  Of several ends the earliest is the one.
alter table source_token_revoked
    drop constraint source_token_revoked_pkey,
    add constraint source_token_revoked_pkey primary key (token_id, at);
alter table source_token
    add column replaces text collate "C" references source_token,
    add constraint source_token_replaced_once unique (replaces);

-- token_id, source, kinds, digest, at, who, when it ends (null: nobody said)
create view source_token_counts as
select t.token_id, t.source, t.kinds, t.digest, t.at, t.who, r.ends
from source_token t
left join lateral (
	select min(at) as ends from source_token_revoked r
	where r.token_id = t.token_id) r on true
where r.ends is null or r.ends > clock_timestamp();
grant select on source_token_counts to sixthkey_reader, sixthkey_operator,
    sixthkey_console, sixthkey_web;

-- The console gives nobody a new right: the token that it makes is for what
-- the one that it replaces is for.
alter table source_token enable row level security;
create policy reading on source_token for select using (true);
create policy granting on source_token for insert
    to sixthkey_operator with check (true);
create policy replacing on source_token for insert
    to sixthkey_console with check (exists (
	select from source_token_counts o
	where o.token_id = source_token.replaces
	    and o.source = source_token.source
	    and o.kinds = source_token.kinds));
grant insert on source_token to sixthkey_console;
