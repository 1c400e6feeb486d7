-- What people did about messages that do not go through.  Append-only like the
-- chain itself: an action is what it was bound to, its steps say how far it is.

-- The sort of an error: what its numbers and quoted words leave; an SQLSTATE
-- in parentheses stays.  Fit for a terminal.
create function error_class(error text) returns text
language sql immutable parallel safe as $$
    select left(regexp_replace(regexp_replace(regexp_replace(
	split_part(error, '; ', 1), '[[:cntrl:]]', '?', 'g'),
	'"[^"]*"', '"…"', 'g'), '(?<!\()\m[0-9]+\M', 'N', 'g'), 120)
$$;

alter table aside add column class text not null
    generated always as (error_class(error)) stored;

create function stage_has_record(stage smallint, event_id bigint)
returns boolean language sql stable parallel safe as $$
    select case $1
	when 2 then exists (select from sixthkey.assessment r
	    where r.event_id = $2)
	when 3 then exists (select from sixthkey.combination r
	    where r.event_id = $2)
	when 4 then exists (select from sixthkey.publication r
	    where r.event_id = $2)
	else true end
$$;

-- What is aside now: the newest row of a stage and event, while the stage has
-- no record of it.
create view aside_open as
select a.aside_id, a.at, a.stage, a.event_id, a.worker, a.verdict, a.attempt,
    a.due, a.error, a.class
from (
	select distinct on (stage, event_id) aside_id, at, stage, event_id,
	    worker, verdict, attempt, due, error, class
	from aside
	where verdict <> 1
	order by stage, event_id, aside_id desc) a
where a.verdict in (2, 3, 4) and not stage_has_record(a.stage, a.event_id);

create index aside_parked on aside (stage, aside_id) where verdict = 4;

-- The newest schema of events that a process can read.
alter table node add column knows integer not null default 1;

-- An action, bound to the rows of `aside` that were there when it was shown.
-- The last three digits of its name keep a mistyped one from being another.
create table operation (
	operation_id	bigint generated always as identity primary key,
	snapshot	text not null generated always as ('s-' ||
	    to_hex(operation_id) ||
	    lpad(to_hex(operation_id * 2654435761 % 4096), 3, '0')) stored,
	at		timestamptz not null default clock_timestamp(),
	verb		text not null,
	who		text not null,
	reason		text not null,
	filter		text not null,
	count		integer not null,
	ruleset		text not null default '',
	constraint operation_snapshot_once unique (snapshot),
	constraint operation_verb_is_known check (verb in ('retry', 'discard',
	    'replay')),
	constraint operation_reason_is_given check (reason ~ '[^[:space:]]')
);

create table operation_target (
	operation_id	bigint not null,
	aside_id	bigint not null,
	constraint operation_target_pkey primary key (operation_id, aside_id)
);
create index operation_target_aside on operation_target (aside_id);

-- Whom a replay is about, in the order in which it is done; by the rule set of
-- the operation, where it names one.
create table operation_subject (
	operation_id	bigint not null,
	n		integer not null,
	subject		text collate "C" not null,
	constraint operation_subject_pkey primary key (operation_id, n)
);

-- Of what sorts these are, as it was shown; `knew` is the newest schema that who
-- put them aside could read.
create table operation_sort (
	operation_id	bigint not null,
	stage		smallint not null,
	verdict		smallint not null,
	class		text not null,
	count		integer not null,
	knew		integer,
	constraint operation_sort_pkey
	    primary key (operation_id, stage, verdict, class)
);

-- A step did everything up to one target.  Its key makes two commands that
-- work on one snapshot take turns; a cancelled one has no next step.
create table operation_step (
	operation_id	bigint not null,
	upto		bigint not null,
	at		timestamptz not null default clock_timestamp(),
	who		text not null,
	what		smallint not null,
	done		integer not null,
	skipped		integer not null,
	constraint operation_step_pkey primary key (operation_id, upto)
);
comment on column operation_step.what is '1 done, 2 cancelled';

-- The next targets of an action, in order: is each still aside as it was when
-- the action was bound?
create function operation_next(operation_id bigint, most integer)
returns table (aside_id bigint, stage smallint, event_id bigint, still boolean)
language sql stable as $$
    select b.aside_id, a.stage, a.event_id,
	not sixthkey.stage_has_record(a.stage, a.event_id) and not exists (
	    select from sixthkey.aside n
	    where n.stage = a.stage and n.event_id = a.event_id
		and n.aside_id > a.aside_id and n.verdict <> 1)
    from (
	select t.aside_id from sixthkey.operation_target t
	where t.operation_id = $1 and t.aside_id > (
	    select coalesce(max(s.upto), 0) from sixthkey.operation_step s
	    where s.operation_id = $1)
	order by t.aside_id
	limit $2) b
    left join sixthkey.aside a on a.aside_id = b.aside_id
$$;

-- Who did what to what, and why.
create table audit (
	audit_id	bigint generated always as identity primary key,
	at		timestamptz not null default clock_timestamp(),
	role		text not null default session_user,
	who		text not null,
	what		text not null,
	target		text not null,
	reason		text not null,
	detail		text not null,
	constraint audit_reason_is_given check (reason ~ '[^[:space:]]')
);
create index audit_discarded on audit (target) where what = 'discard';

grant select on aside_open, operation, operation_target, operation_subject,
    operation_sort,
    operation_step, audit to sixthkey_reader, sixthkey_operator;
grant insert on operation, operation_target, operation_subject,
    operation_sort, operation_step,
    audit, aside, node to sixthkey_operator;
-- Discarding is a record.
grant insert on assessment, combination, publication to sixthkey_operator;
