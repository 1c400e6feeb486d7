-- Bind an action to what is aside now.  No row: the filter matches nothing.
-- $1 verb, $2 who, $3 reason, $4 the filter in words; which events, as in
-- show_events_by: $5 subject, $6 beginning of the source, $7 stage, $8 verdict,
-- $9 part of the trace, $10 part of the error, $11 accepted since, $12 and
-- before; $13 event (0: all), $14 without this part of the error ("": none),
-- $15 put aside since ("": ever), $16 of this sort of error ("": any)
-- snapshot
with ids as materialized (
	select low, high from event_ids_between($11::text, $12::text)
), newest as (
	select distinct on (stage, event_id) *
	from (
		select aside_id, at, stage, event_id, worker, verdict, error,
		    class
		from aside
		where $13::bigint <> 0 and stage in (1, 2, 3, 4)
		    and event_id = $13::bigint
		union all
		select aside_id, at, stage, event_id, worker, verdict, error,
		    class
		from aside_loose
		where $13::bigint = 0) a
	where verdict <> 1 and $7::integer in (0, stage)
	    and event_id >= (select low from ids)
	    and event_id < (select high from ids)
	order by stage, event_id, aside_id desc
), chosen as (
	select aside_id, stage, worker, verdict, class
	from newest n
	where verdict in (2, 3, 4) and $8::integer in (0, verdict)
	    and position(lower($10::text) in lower(error)) > 0
	    and ($14::text = ''
		or position(lower($14::text) in lower(error)) = 0)
	    and at >= coalesce(nullif($15::text, '')::timestamptz, '-infinity')
	    and $16::text in ('', class)
	    and (
		select true from chain c
		where c.stage = n.stage and c.event_id = n.event_id
		limit 1) is null
	    and case when $5::text = '' and $6::text = '' and $9::text = ''
		and $11::text = '' and $12::text = '' then true
	    else (
		select true from event e
		where e.event_id = n.event_id and upper($5::text) in ('', e.subject)
		    and starts_with(e.source, $6::text)
		    and ($9::text = '' or position($9::text in e.trace) > 0)
		    and e.at >= coalesce(nullif($11::text, '')::timestamptz,
			'-infinity')
		    and e.at < coalesce(nullif($12::text, '')::timestamptz,
			'infinity')
		limit 1) end
), bound as (
	insert into operation (verb, who, reason, filter, count)
	select $1::text, $2::text, $3::text, $4::text, count(*)
	from chosen
	having count(*) > 0
	returning operation_id, snapshot
), targets as (
	insert into operation_target (operation_id, aside_id)
	select operation_id, aside_id from bound cross join chosen
), sorts as (
	insert into operation_sort (operation_id, stage, verdict, class, count,
	    knew)
	select operation_id, stage, verdict, class, count(*), max(knows)
	from bound
	cross join chosen c
	left join node n on n.node_id = c.worker
	group by operation_id, stage, verdict, class
)
select snapshot from bound
