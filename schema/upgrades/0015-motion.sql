-- What people propose about ratings, and what a second person made of it.  A
-- motion that was carried becomes an event of /sixthkey/console, by its number:
-- however often it is sent, it takes effect once.
create table motion (
	motion_id	bigint generated always as identity primary key,
	at		timestamptz not null default clock_timestamp(),
	kind		text not null,
	subject		text collate "C" not null,
	fields		text not null,		-- as a form has them
	proposed_by	text not null,
	reason		text not null,
	constraint motion_by_once unique (motion_id, proposed_by),
	constraint motion_reason_is_given check (reason ~ '[^[:space:]]')
);

create table motion_end (
	motion_id	bigint not null,
	at		timestamptz not null default clock_timestamp(),
	carried		boolean not null,
	decided_by	text not null,
	reason		text not null,
	proposed_by	text not null,
	constraint motion_end_pkey primary key (motion_id),
	constraint motion_end_of foreign key (motion_id, proposed_by)
	    references motion (motion_id, proposed_by),
	constraint motion_end_takes_two
	    check (not carried or decided_by <> proposed_by)
);

grant select on motion, motion_end
    to sixthkey_reader, sixthkey_operator, sixthkey_console;
grant insert on motion, motion_end to sixthkey_console;

-- A source that floods or lies is shut out at the console too.
grant insert on source_token_revoked to sixthkey_console;
