-- Draws a line behind every id of a range that is full.  The newest id is read
-- before this transaction has a number: the sort reads all sequences before it
-- gives its first row.
with newest as materialized (
	select 1 as stage, last_value / 10000 * 10000 as upto
	from event_event_id_seq
	union all
	select 5, last_value / 2000 * 2000 from decision_decision_id_seq
	union all
	select 6, last_value / 1000 * 1000 from aside_aside_id_seq
), full_ones as materialized (
	select stage, upto from newest n
	where upto > (
		select coalesce(max(upto), 0) from tally_mark m
		where m.stage = n.stage)
	order by stage
)
insert into tally_mark (stage, upto, xact)
select stage, upto, pg_current_xact_id() from full_ones
on conflict do nothing
