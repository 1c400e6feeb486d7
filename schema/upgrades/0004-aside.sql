-- Everything that did not go through, one append-only history.  A row counts
-- only while the stage has no record for the event, and only the newest does.
create table aside (
	aside_id	bigint generated always as identity primary key,
	at		timestamptz not null default clock_timestamp(),
	stage		smallint not null,
	event_id	bigint not null,
	worker		integer,
	verdict		smallint not null,
	attempt		integer not null,
	due		timestamptz,
	error		text not null,
	evidence	bytea
);
create index aside_newest on aside (stage, event_id, aside_id desc);

comment on column aside.verdict is '2 retry, 3 dead, 4 parked, 5 replay';

-- What was refused at the door, with its reason, to be mended and fed again.
create table quarantine (
	quarantine_id	bigint generated always as identity primary key,
	at		timestamptz not null default clock_timestamp(),
	worker		integer,
	source		text collate "C" not null,
	source_id	text collate "C" not null,
	reason		text not null,
	payload		bytea not null
);

-- What is refused again for the same reason is kept once: a producer that does
-- not hear, or does not listen, fills nothing.
create unique index quarantine_once on quarantine
    (source, source_id, md5(reason), sha256(payload));
