-- The chain of records: one row for each event and stage.  A row is at once
-- the receipt (its key), the state and the message to the next stage (payload).
-- Nothing here is ever updated or deleted; no role may.
--
-- Texts that name something compare by their bytes, here and elsewhere: another
-- order would cost more, and change with the system's idea of a language.

-- Live processes.  One row for each start of a process, so that a record's
-- worker is four bytes and its whole story is one join away.
create table node (
	node_id		integer generated always as identity primary key,
	instance	text collate "C" not null,
	program		text not null,
	name		text not null,
	build		text not null,
	started_at	timestamptz not null default clock_timestamp(),
	constraint node_instance_once unique (instance)
);

-- A domain and no rule of the table, which every statement would read anew.
create domain sha256_digest as bytea
    constraint sha256_digest_is_32_bytes check (octet_length(value) = 32);

-- This arrived.
create table event (
	event_id	bigint generated always as identity,
	at		timestamptz not null default clock_timestamp(),
	kind		smallint not null,
	worker		integer not null,
	source		text collate "C" not null,
	source_id	text collate "C" not null,
	subject		text collate "C" not null,
	digest		sha256_digest not null,
	payload		bytea compression lz4 not null,
	trace		text,
	constraint event_pkey primary key (event_id),
	constraint event_once unique (source, source_id)
);

-- This is what it means.
create table assessment (
	event_id	bigint not null,
	at		timestamptz not null default clock_timestamp(),
	outcome		smallint not null,
	worker		integer not null,
	subject_hash	integer not null,
	payload		bytea compression lz4 not null,
	constraint assessment_pkey primary key (event_id)
);

-- This is what it did to its subject: nothing, or led to a version.
create table combination (
	event_id	bigint not null,
	at		timestamptz not null default clock_timestamp(),
	outcome		smallint not null,
	worker		integer not null,
	subject_hash	integer not null,
	version		integer,
	payload		bytea compression lz4 not null,
	constraint combination_pkey primary key (event_id)
);

-- This is what became of it: nothing, or the version it led to was looked at.
create table publication (
	event_id	bigint not null,
	at		timestamptz not null default clock_timestamp(),
	outcome		smallint not null,
	worker		integer not null,
	version		integer,
	constraint publication_pkey primary key (event_id)
);

comment on column assessment.outcome is '1 recorded, 9 discarded';
comment on column combination.outcome is '1 nothing, 2 led to version, 9 discarded';
comment on column publication.outcome is '1 nothing, 2 version was looked at, 9 discarded';
