-- People who sign in at the console.  Append-only: the newest row of a name
-- counts, and one without roles has none any more.
create table person (
	person_id	bigint generated always as identity primary key,
	at		timestamptz not null default clock_timestamp(),
	name		text not null,
	roles		text not null,
	verifier	text not null,		-- argon2id of the password
	set_by		text not null,
	constraint person_name_is_plain
	    check (name ~ '^[a-z0-9][a-z0-9._-]{0,39}$'),
	constraint person_roles_are_known check (roles = '' or roles ~
	    '^(viewer|operator|reviewer|approver)( (viewer|operator|reviewer|approver))*$'),
	constraint person_revoked_has_no_verifier
	    check ((roles = '') = (verifier = ''))
);
create index person_newest on person (name, person_id desc);

-- Who has signed in.  Of what the browser holds only the digest is here.  A
-- session counts while the person is as they were when it began.
create table session (
	session_id	bigint generated always as identity primary key,
	at		timestamptz not null default clock_timestamp(),
	person_id	bigint not null references person,
	digest		sha256_digest not null,
	constraint session_digest_once unique (digest)
);

-- A person did something with it, noted once a minute at most.
create table session_seen (
	session_id	bigint not null references session,
	at		timestamptz not null default clock_timestamp(),
	constraint session_seen_pkey primary key (session_id, at)
);

create table session_end (
	session_id	bigint not null references session,
	at		timestamptz not null default clock_timestamp(),
	constraint session_end_pkey primary key (session_id)
);

-- Each form does what it says once.
create table form_used (
	nonce		bytea not null,
	at		timestamptz not null default clock_timestamp(),
	session_id	bigint not null references session,
	constraint form_used_pkey primary key (nonce)
);

-- The console reads what an operator reads and does what an operator does: no
-- record but "discarded", no version, no rating.  Awards and approvals are
-- events that it submits like everybody else.
do $$
declare
	stage text;
begin
	if not exists (
	    select from pg_roles where rolname = 'sixthkey_console') then
		create role sixthkey_console login;
	end if;
	foreach stage in array array['assessment', 'combination', 'publication']
	loop
		execute format('alter policy discarding on %I '
		    'to sixthkey_operator, sixthkey_console', stage);
	end loop;
end $$;
grant usage on schema sixthkey to sixthkey_console;
grant select on all tables in schema sixthkey to sixthkey_console;
grant select on sequence event_event_id_seq to sixthkey_console;
grant insert on stage_setting, operation, operation_target,
    operation_subject, operation_sort,
    operation_step, audit, aside, node, assessment, combination, publication,
    session, session_seen, session_end, form_used to sixthkey_console;

-- An operator says who may sign in, and never sees how they prove it.
grant select (person_id, at, name, roles, set_by), insert on person
    to sixthkey_operator;
grant select (person_id, at, name, roles, set_by) on person
    to sixthkey_reader;

-- What is aside is looked at from the newest on.
create index aside_retry on aside (aside_id) where verdict = 2;
create index aside_dead on aside (aside_id) where verdict = 3;
create index aside_newer on aside (aside_id) where verdict = 4;
