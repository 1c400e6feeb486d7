-- Bind an action to what is aside now.  No row: the filter matches nothing.
-- $1 verb, $2 who, $3 reason, $4 the filter in words, $5 stage (0: all),
-- $6 event (0: all), $7 verdict (0: all), $8 part of the error ("": all),
-- $9 but not with this part ("": none), $10 put aside since ("": ever),
-- $11 of this sort of error ("": any)
-- snapshot
with chosen as (
	select aside_id from aside_open
	where $5::integer in (0, stage) and $6::bigint in (0, event_id)
	    and $7::integer in (0, verdict)
	    and position(lower($8::text) in lower(error)) > 0
	    and ($9::text = '' or position(lower($9::text) in lower(error)) = 0)
	    and at >= coalesce(nullif($10::text, '')::timestamptz, '-infinity')
    and $11::text in ('', class)
), bound as (
	insert into operation (verb, who, reason, filter, count)
	select $1::text, $2::text, $3::text, $4::text, count(*)
	from chosen
	having count(*) > 0
	returning operation_id, snapshot
), targets as (
	insert into operation_target (operation_id, aside_id)
	select operation_id, aside_id from bound cross join chosen
)
select snapshot from bound
