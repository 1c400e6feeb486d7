-- Says of rows of `aside` that all of their events have gone through.
-- $1 after this aside_id
insert into aside_settled (from_id)
select $1::bigint
where not exists (
	select from aside a
	where a.aside_id > $1::bigint and a.aside_id <= $1::bigint + 1000
	    and not exists (
		select from publication p
		where p.event_id = a.event_id))
on conflict do nothing
