-- Bind a replay to the organisations that have such events now.  No row: there
-- are none.
-- $1 verb, $2 who, $3 reason, $4 the filter in words; which events, as in
-- operation_put: $5 subject, $6 beginning of the source, $7 stage, $8 verdict,
-- $9 part of the trace, $10 part of an error, $11 accepted since, $12 and
-- before; $13 rule set ("": those in force)
-- snapshot
with ids as materialized (
	select low, high from event_ids_between($11::text, $12::text)
), chosen as (
	select distinct e.subject
	from event e
	where e.event_id >= (select low from ids)
	    and e.event_id < (select high from ids)
	    and upper($5::text) in ('', e.subject)
	    and starts_with(e.source, $6::text)
	    and ($9::text = '' or position($9::text in e.trace) > 0)
	    and ($10::text = '' or exists (
		select from aside x
		where x.stage in (2, 3, 4) and x.event_id = e.event_id
		    and position(lower($10::text) in lower(x.error)) > 0))
	    and ($11::text = '' or e.at >= nullif($11::text, '')::timestamptz)
	    and ($12::text = '' or e.at < nullif($12::text, '')::timestamptz)
	    and case when $7::integer = 0 and $8::integer = 0 then true
	    else (
		select $7::integer in (0, s.stage)
		    and $8::integer in (0, case when s.stage = 0 then 6
			else s.verdict end)
		from event_standing s
		where s.event_id = e.event_id) end
), bound as (
	insert into operation (verb, who, reason, filter, count, ruleset)
	select $1::text, $2::text, $3::text, $4::text, count(*), $13::text
	from chosen
	having count(*) > 0
	returning operation_id, snapshot
), targets as (
	insert into operation_subject (operation_id, n, subject)
	select operation_id, row_number() over (order by subject), subject
	from bound cross join chosen
)
select snapshot from bound
