-- What was counted once is not counted again: the records of a range of 10,000
-- ids that is recorded but for a few exceptions.  Nothing in such a range can
-- change, so a tally never does, and two writers at once write the same.

-- Counts by outcome of a stage's records with ids in (from_id, from_id + 10000].
-- What was aside then has no record and is not in the counts; whoever reads
-- them looks these few up.
create table tally (
	stage		smallint not null,
	from_id		bigint not null,
	nothing		integer not null,
	led		integer not null,
	discarded	integer not null,
	missing		bigint[] not null,
	first_at	timestamptz,
	last_at		timestamptz,
	constraint tally_pkey primary key (stage, from_id)
);

-- What a range of 2,000 decisions has changed: each takes the events of its
-- version from what the decision before it said.
create table tally_decision (
	from_id		bigint not null,
	held		integer not null,
	published	integer not null,
	superseded	integer not null,
	constraint tally_decision_pkey primary key (from_id)
);

-- Whoever drew an id up to this one had its transaction's number before `xact`
-- was drawn: once all older ones have ended, nothing can still appear there.
-- Of another cluster's numbers after a dump and restore, too large ones are
-- never reached and too small ones are right.  Stage 1: events, 5: decisions.
create table tally_mark (
	stage		smallint not null,
	upto		bigint not null,
	xact		xid8 not null,
	constraint tally_mark_pkey primary key (stage, upto)
);

-- In this order: a row's transaction has its number before the row has an id.
alter table decision
    add column xact xid8 not null default pg_current_xact_id(),
    add column decision_id bigint not null generated always as identity;
create unique index decision_once on decision (decision_id);
create index publication_discarded on publication (event_id)
    where outcome = 9;

create view chain as
select 1 as stage, event_id, at, 2::smallint as outcome from event
union all
select 2, event_id, at, outcome from assessment
union all
select 3, event_id, at, outcome from combination
union all
select 4, event_id, at, outcome from publication;

create view tally_safe as
select stage, max(upto) as upto from tally_mark
where xact <= pg_snapshot_xmin(pg_current_snapshot())
group by stage;

-- Ranges without a tally.
create view tally_gap as
select s.stage, g.from_id
from unnest(array[1, 2, 3, 4]) as s (stage)
cross join generate_series(0,
    (select coalesce(max(event_id), 0) from event), 10000) as g (from_id)
where not exists (
	select from tally t
	where t.stage = s.stage and t.from_id = g.from_id);

-- What each decision changes.
create view decision_change as
select d.decision_id, v.events * (n.held - o.held) as held,
    v.events * (n.published - o.published) as published,
    v.events * (n.superseded - o.superseded) as superseded
from decision d
join rating_version v on v.subject = d.subject and v.version = d.version
left join lateral (
	select verdict from decision b
	where b.subject = d.subject and b.version = d.version
	    and decision_rank(b.verdict, b.seq) < decision_rank(d.verdict, d.seq)
	    and d.seq > 1
	order by decision_rank(b.verdict, b.seq) desc
	limit 1) b on true
cross join lateral (
	select (d.verdict in (1, 3))::integer as held,
	    (d.verdict in (2, 4, 5))::integer as published,
	    (d.verdict = 6)::integer as superseded) n
cross join lateral (
	select coalesce(b.verdict in (1, 3), false)::integer as held,
	    coalesce(b.verdict in (2, 4, 5), false)::integer as published,
	    coalesce(b.verdict = 6, false)::integer as superseded) o;

grant select on tally, tally_decision, tally_mark, chain, tally_gap,
    decision_change to sixthkey_reader, sixthkey_operator;
grant select on tally_safe to sixthkey_reader, sixthkey_operator;
grant select on tally_safe, tally_gap, chain, decision_change to sixthkey_broker;
grant select, insert on tally, tally_decision, tally_mark to sixthkey_broker;
grant select on sequence decision_decision_id_seq to sixthkey_broker;
