-- What was put aside and has gone through since is not looked at again.

-- Ranges of 1,000 rows of `aside` whose events have a record of every stage:
-- none of them can ever wait again.  A fact, so it is never changed.
create table aside_settled (
	from_id		bigint not null,
	constraint aside_settled_pkey primary key (from_id)
);

-- A transaction has its number before it draws an id of `aside`, which the
-- marks rest on (stage 6): this comes before the first row is made.
create function aside_number() returns trigger
language plpgsql as $$
begin
	perform pg_current_xact_id();
	return null;
end
$$;
create trigger aside_number before insert on aside
    for each statement execute function aside_number();

create view aside_loose as
select a.*
from generate_series(0, (select max(aside_id) from aside), 1000) as g (from_id)
cross join lateral (
	select * from aside
	where aside_id > g.from_id and aside_id <= g.from_id + 1000
	offset 0) a
where not exists (
	select from aside_settled s
	where s.from_id = g.from_id);

create or replace view aside_open as
select a.aside_id, a.at, a.stage, a.event_id, a.worker, a.verdict, a.attempt,
    a.due, a.error, a.class
from (
	select distinct on (stage, event_id) aside_id, at, stage, event_id,
	    worker, verdict, attempt, due, error, class
	from aside_loose
	where verdict <> 1
	order by stage, event_id, aside_id desc) a
where a.verdict in (2, 3, 4) and (
	select true from chain c
	where c.stage = a.stage and c.event_id = a.event_id
	limit 1) is null;

grant select on sequence aside_aside_id_seq to sixthkey_broker;
grant select on aside_loose to sixthkey_broker;
grant select on aside_loose, aside_settled to sixthkey_reader, sixthkey_operator;
grant select, insert on aside_settled to sixthkey_broker;
