-- Beside the chain, append-only too.

-- The state of a subject after each batch that touched it.  Compare and append:
-- whoever inserts seq + 1 first has won, everybody else reads again.
create table subject_head (
	subject		text collate "C" not null,
	seq		integer not null,
	version		integer not null,	-- newest version so far
	at		timestamptz not null default clock_timestamp(),
	worker		integer not null,
	decision	smallint not null,	-- what the newest version
	holds		text not null,		-- deserves now, and why
	state		bytea compression lz4 not null,
	constraint subject_head_pkey primary key (subject, seq)
);

-- What the rules and the awards came to.  `events` is how many events led here.
create table rating_version (
	subject		text collate "C" not null,
	version		integer not null,
	seq		integer not null,	-- the head it was made from
	at		timestamptz not null default clock_timestamp(),
	worker		integer not null,
	events		integer not null,
	decision	smallint not null,	-- what it deserved when made,
	holds		text not null,		-- and what held it
	document	text compression lz4 not null,
	digest		bytea not null,
	constraint rating_version_pkey primary key (subject, version)
);

-- What was decided about a version; the newest row of a version counts.  This
-- is the head that publication appends to.
create table decision (
	subject		text collate "C" not null,
	seq		integer not null,
	version		integer not null,
	at		timestamptz not null default clock_timestamp(),
	worker		integer,
	verdict		smallint not null,
	event_id	bigint,			-- what led to the decision
	decided_by	text not null,
	reason		text not null,
	constraint decision_pkey primary key (subject, seq)
);

comment on column decision.verdict is
    '1 hold, 2 release, 3 withhold, 4 suspend, 5 withdraw, 6 supersede';

-- Where a decision stands among those on its version: the release is 0, what
-- kept it back before is less, what befell it since is more.  So one key holds
-- each release to one, and has the newest decision on a version as its last.
create function decision_rank(verdict smallint, seq integer)
returns integer language sql immutable parallel safe as $$
    select case when verdict = 2 then 0 when verdict in (4, 5) then seq
	else seq - 2147483647 end
$$;
create unique index decision_version on decision
    (subject, version, decision_rank(verdict, seq));

-- Which versions were published, when and by whom: each once.
create view released_version as
select subject, version, at, worker from decision
where decision_rank(verdict, seq) = 0;

-- What the public may see: the immutable document, byte for byte.  It is stored
-- once; who may read this sees no version that was not released, whatever the
-- question.
create view published_version with (security_barrier) as
select r.subject, r.version, r.at, r.worker, v.document, v.digest
from released_version r
join rating_version v using (subject, version);

-- Days that something waits for.  When one has come, the active broker hands
-- it to ingest as clock.reached.
create table due (
	subject		text collate "C" not null,
	rule		text collate "C" not null,
	day		date not null,
	at		timestamptz not null default clock_timestamp(),
	worker		integer not null,
	constraint due_pkey primary key (day, subject, rule)
);

-- Which subject an organisation's ratings are kept under, where it is another:
-- the locations of NHS trusts.
create table organisation (
	organisation	text collate "C" not null,
	subject		text collate "C" not null,
	constraint organisation_pkey primary key (organisation, subject)
);
