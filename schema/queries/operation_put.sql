-- Bind an action to what is aside now.  No row: the filter matches nothing.
-- $1 verb, $2 who, $3 reason, $4 the filter in words, $5 stage (0: all),
-- $6 event (0: all), $7 verdict (0: all), $8 part of the error ("": all),
-- $9 but not with this part ("": none), $10 put aside since ("": ever),
-- $11 of this sort of error ("": any)
-- snapshot
with newest as (
	select distinct on (stage, event_id) *
	from (
		select aside_id, at, stage, event_id, worker, verdict, error,
		    class
		from aside
		where $6::bigint <> 0 and stage in (1, 2, 3, 4)
		    and event_id = $6::bigint
		union all
		select aside_id, at, stage, event_id, worker, verdict, error,
		    class
		from aside_loose
		where $6::bigint = 0) a
	where verdict <> 1 and $5::integer in (0, stage)
	order by stage, event_id, aside_id desc
), chosen as (
	select aside_id, stage, worker, verdict, class
	from newest n
	where verdict in (2, 3, 4) and $7::integer in (0, verdict)
	    and position(lower($8::text) in lower(error)) > 0
	    and ($9::text = '' or position(lower($9::text) in lower(error)) = 0)
	    and at >= coalesce(nullif($10::text, '')::timestamptz, '-infinity')
	    and $11::text in ('', class)
	    and (
		select true from chain c
		where c.stage = n.stage and c.event_id = n.event_id
		limit 1) is null
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
