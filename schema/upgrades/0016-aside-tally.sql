-- What is aside is counted once as well: ranges of 10,000 events of which many
-- are aside at a stage are never recorded but for a few, and messages leave
-- `aside` by newer rows there, by the hour, or by a record.

-- Of a transaction that has its number before the row is there.
alter table aside
    add column xact xid8 not null default pg_current_xact_id();
create index aside_range on aside (((event_id - 1) / 10000), stage, xact);
create index aside_failed on aside (stage, aside_id) where verdict in (2, 3);
create index aside_discarded on aside (event_id)
    where verdict = 6 and stage = 4;
comment on column aside.verdict is
    '2 retry, 3 dead, 4 parked, 5 replay, 6 discarded';

create type aside_sort as (
	verdict		smallint,
	class		text,
	count		integer,
	first_at	timestamptz,
	last_at		timestamptz,
	event_id	bigint
);

-- How a stage stood with the events in (from_id, from_id + 10000]; the newest
-- of a stage and range counts, while nothing has moved since.
create table tally_aside (
	tally_id	bigint generated always as identity primary key,
	at		timestamptz not null default clock_timestamp(),
	stage		smallint not null,
	from_id		bigint not null,
	seen		xid8 not null,	-- all rows of older transactions
	nothing		integer not null,
	led		integer not null,
	discarded	integer not null,
	waiting		integer not null,
	retrying	integer not null,
	dead		integer not null,
	parked		integer not null,
	first_at	timestamptz,	-- of the records
	last_at		timestamptz,
	oldest		timestamptz,	-- of what waits or is retried
	due		timestamptz not null,
	sorts		aside_sort[] not null	-- the most frequent ones
);
create index tally_aside_newest on tally_aside
    (stage, from_id, tally_id desc);

-- The newest tally, if nothing has moved since.  `came`: records of the stage
-- before now.  They and those of this stage are only ever added to.  Where none
-- was recorded none may be now; elsewhere nothing waits, so that a message
-- goes on by a row of `aside`, or as its time comes.  (A worker that was
-- thought dead may still record one: tally_aside_put looks for that.)
-- Transactions of another cluster, after a dump and restore, are none of ours.
-- The youngest row of `aside` is asked for by the order of its index: no statistics
-- make that a look at all rows.
create function tally_aside_standing(stage smallint, from_id bigint,
    came bigint) returns setof tally_aside
language sql stable parallel safe as $$
    select t.*
    from (
	select * from sixthkey.tally_aside n
	where n.stage = $1 and n.from_id = $2
	order by n.tally_id desc
	limit 1) t
    where t.nothing + t.led + t.discarded + t.waiting + t.retrying + t.dead +
	    t.parked = $3
	and t.seen <= pg_snapshot_xmin(pg_current_snapshot())
	and coalesce((
	    select a.xact < t.seen from sixthkey.aside a
	    where (a.event_id - 1) / 10000 = $2 / 10000 and a.stage = $1
	    order by a.xact desc
	    limit 1), true)
	and case when t.nothing + t.led + t.discarded = 0
	    then not exists (
		select from sixthkey.chain c
		where c.stage = $1 and c.event_id > $2
		    and c.event_id <= $2 + 10000)
	    else t.due > statement_timestamp() end
$$;

-- Records of what was missing when a range was tallied.
create function tally_late(stage smallint, missing bigint[]) returns bigint
language sql stable parallel safe as $$
    select count(*) from unnest($2) as m (event_id)
    where exists (
	select from sixthkey.chain c
	where c.stage = $1 and c.event_id = m.event_id)
$$;

-- Stages and ranges without a tally of their records: what came to each (null:
-- that is still being counted), and the tally of what is aside that stands.
create view tally_aside_now as
with range as (
	select from_id,
	    max(nothing + led + discarded) filter (where stage = 1) as n1,
	    max(nothing + led + discarded) filter (where stage = 2) as n2,
	    max(nothing + led + discarded) filter (where stage = 3) as n3,
	    max(missing) filter (where stage = 2) as m2,
	    max(missing) filter (where stage = 3) as m3,
	    bool_or(stage = 4) as over
	from tally
	group by from_id
)
select x.stage::smallint, r.from_id, x.came::bigint, (x.t).tally_id,
    (x.t).nothing, (x.t).led, (x.t).discarded, (x.t).waiting, (x.t).retrying,
    (x.t).dead, (x.t).parked, (x.t).first_at, (x.t).last_at, (x.t).oldest,
    (x.t).sorts
from range r
left join lateral tally_aside_standing(2::smallint, r.from_id, r.n1) t2
    on r.n2 is null
cross join lateral (
	select case when r.n2 is null then t2.nothing + t2.led + t2.discarded
	    when r.m2 = '{}' or r.over then r.n2
	    else r.n2 + tally_late(2::smallint, r.m2) end as n) c3
left join lateral tally_aside_standing(3::smallint, r.from_id, c3.n) t3
    on r.n3 is null
cross join lateral (
	select case when r.n3 is null then t3.nothing + t3.led + t3.discarded
	    when r.m3 = '{}' or r.over then r.n3
	    else r.n3 + tally_late(3::smallint, r.m3) end as n) c4
left join lateral tally_aside_standing(4::smallint, r.from_id, c4.n) t4
    on not r.over
cross join lateral (
	select 2 as stage, r.n1 as came, t2 as t where r.n2 is null
	union all
	select 3, c3.n, t3 where r.n3 is null
	union all
	select 4, c4.n, t4 where not r.over) x;

-- How many records a stage will lack of a range when it is at rest, as tallies
-- know it: what is aside there and at the stages before it.  A tally of records
-- has what all stages up to its own miss.  Never too few; of what was missing
-- then, some may have come since.
create function tally_lack(stage smallint, from_id bigint) returns setof bigint
language sql stable parallel safe rows 1 as $$
    select coalesce(max(cardinality(b.missing)), 0) +
	coalesce(sum(n.retrying + n.dead + n.parked), 0)
    from (
	select t.stage, t.missing from sixthkey.tally t
	where t.stage in (1, 2, 3) and t.stage < $1 and t.from_id = $2
	order by t.stage desc
	limit 1) b
    join unnest(array[2, 3, 4]) as s (stage)
	on s.stage > b.stage and s.stage <= $1
    left join lateral (
	select a.retrying, a.dead, a.parked from sixthkey.tally_aside a
	where a.stage = s.stage and a.from_id = $2
	order by a.tally_id desc
	limit 1) n on true
$$;

-- How a stage stands with a range now.  Brought together by grouping, which
-- takes the same time whatever the planner thinks of the tables.
create function tally_aside_count(stage smallint, from_id bigint)
returns table (nothing integer, led integer, discarded integer,
    waiting integer, retrying integer, dead integer, parked integer,
    first_at timestamptz, last_at timestamptz, oldest timestamptz,
    due timestamptz)
language sql stable as $$
    select (count(*) filter (where outcome = 1))::integer,
	(count(*) filter (where outcome = 2))::integer,
	(count(*) filter (where outcome = 9))::integer,
	(count(*) filter (where verdict = 5))::integer,
	(count(*) filter (where verdict = 2))::integer,
	(count(*) filter (where verdict = 3))::integer,
	(count(*) filter (where verdict = 4))::integer,
	min(recorded), max(recorded),
	min(came) filter (where verdict in (2, 5)),
	coalesce(min(due) filter (where verdict = 2), 'infinity')
    from (
	select max(came) as came, max(recorded) as recorded,
	    max(outcome) as outcome, max(due) as due,
	    case when max(outcome) is null then case
		when max(verdict) in (2, 3, 4) then max(verdict)
		else 5 end end as verdict
	from (
	    select event_id, at as came, null::timestamptz as recorded,
		null::smallint as outcome, null::smallint as verdict,
		null::timestamptz as due
	    from sixthkey.chain
	    where stage = $1 - 1 and event_id > $2 and event_id <= $2 + 10000
	    union all
	    select event_id, null, at, outcome, null, null
	    from sixthkey.chain
	    where stage = $1 and event_id > $2 and event_id <= $2 + 10000
	    union all (
	    select distinct on (event_id) event_id, null::timestamptz,
		null::timestamptz, null::smallint, verdict, due
	    from sixthkey.aside
	    where stage = $1 and event_id > $2 and event_id <= $2 + 10000
		and verdict <> 1
	    order by event_id, aside_id desc)) u
	group by event_id) e
    where came is not null
$$;

-- What is aside of a range now, by sort.  Side by side in the order of keys: how
-- much is aside nobody can guess, and another join may touch 30,000 blocks.
create function tally_aside_sorts(stage smallint, from_id bigint)
returns setof aside_sort
language sql stable parallel safe
set enable_nestloop = off set enable_hashjoin = off
set enable_bitmapscan = off as $$
    select a.verdict, a.class, count(*)::integer, min(a.at), max(a.at),
	min(a.event_id)
    from (
	select distinct on (event_id) event_id, verdict, class, at
	from sixthkey.aside
	where stage = $1 and event_id > $2 and event_id <= $2 + 10000
	    and verdict <> 1
	order by event_id, aside_id desc) a
    left join sixthkey.chain c on c.stage = $1 and c.event_id = a.event_id
	and c.event_id > $2 and c.event_id <= $2 + 10000
    where a.verdict in (2, 3, 4) and c.event_id is null
    group by a.verdict, a.class
$$;

-- What is aside of a stage now (0: of all), by sort: from tallies, and counted in
-- the newest 10 ranges that have none which stands.  A sort comes once for each
-- range; a tally has the 50 most frequent of its own.
create function tally_aside_now_sorts(stage integer)
returns table (stage smallint, verdict smallint, class text, count integer,
    first_at timestamptz, last_at timestamptz, event_id bigint)
language sql stable as $$
    with standing as materialized (
	select * from sixthkey.tally_aside_now n where $1 in (0, n.stage)
    ), loose as materialized (
	select s.stage, s.from_id
	from (
	    select n.stage, n.from_id from standing n where n.tally_id is null
	    union all
	    select g.stage, g.from_id from sixthkey.tally_gap g
	    where $1 in (0, g.stage) and g.from_id not in (
		select t.from_id from sixthkey.tally t where t.stage = 1)) s
	where (
	    select true from sixthkey.aside a
	    where (a.event_id - 1) / 10000 = s.from_id / 10000
		and a.stage = s.stage
	    order by a.xact
	    limit 1)
	order by s.from_id desc, s.stage
	limit 10
    )
    select n.stage, s.*
    from standing n
    cross join unnest(n.sorts) s
    union all
    select l.stage, s.*
    from loose l
    cross join lateral
	sixthkey.tally_aside_sorts(l.stage::smallint, l.from_id) s
$$;

grant select on tally_aside, tally_aside_now
    to sixthkey_reader, sixthkey_operator, sixthkey_broker, sixthkey_console;
grant select on tally_aside, tally_aside_now to sixthkey_web;
grant insert on tally_aside to sixthkey_broker;
grant select on chain to sixthkey_broker, sixthkey_console;
