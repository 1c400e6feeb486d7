-- What people set while the line runs, and which broker leads it.  Small, and
-- off the hot path.

-- Append-only; the newest row of a stage and key counts.  Stage 0: all stages.
create table stage_setting (
	setting_id	bigint generated always as identity primary key,
	at		timestamptz not null default clock_timestamp(),
	stage		smallint not null,
	key		text not null,
	value		text not null,
	set_by		text not null,
	reason		text not null,
	constraint stage_setting_stage_is_known check (stage between 0 and 4)
);
create index stage_setting_newest on stage_setting
    (stage, key, setting_id desc);

-- The broker that leads: one row, taken over once its time is up by the
-- database's clock.  The only row that is ever updated; room on its page
-- lets that happen in place.
create table broker_lease (
	slot		smallint primary key,
	instance	text collate "C" not null,
	seat		text not null,	-- where it runs and listens
	name		text not null,
	workers		text not null,
	submit		text not null,
	taken_at	timestamptz not null,
	until		timestamptz not null,
	constraint broker_lease_is_one check (slot = 1)
) with (fillfactor = 20);
insert into broker_lease values
    (1, '', '', '', '', '', '-infinity', '-infinity');

grant select, insert on stage_setting to sixthkey_operator;
grant select on stage_setting to sixthkey_broker, sixthkey_reader;
grant select on broker_lease to sixthkey_broker, sixthkey_reader,
    sixthkey_operator;
grant update on broker_lease to sixthkey_broker;
