-- Lead, or go on leading: by whoever does already, else by the first to come
-- once the time of the last one is up.  Who listens where the last one did need
-- not wait for that: two cannot.
-- $1 instance, $2 name, $3 where workers connect, $4 where producers do,
-- $5 for how many ms, $6 where it runs and listens
-- whether we lead, name, workers, submit
with held as (
	update broker_lease set name = $2::text, workers = $3::text,
	    submit = $4::text,
	    taken_at = case when instance = $1::text then taken_at
		else clock_timestamp() end,
	    until = clock_timestamp() + $5::bigint * interval '1 ms',
	    instance = $1::text, seat = $6::text
	where slot = 1
	    and (instance = $1::text or seat = $6::text
		or until <= clock_timestamp())
	returning name, workers, submit)
select 1 as leads, name, workers, submit from held
union all
select 0, name, workers, submit from broker_lease
where not exists (select from held)
