-- What an action is about, by sort of error, most first.  It will fail again
-- where a message of the same sort was sent again and came back with the same
-- sort of error from the build that runs now, as far as the newest 1,000 of each
-- verdict tell; a parked one, where no worker of its stage can read more than
-- the one that parked it.
-- $1 operation
-- stage, verdict, class, count, again
with running as (
	select distinct on (program) case program
		when 'sixthkey-assessment' then 2
		when 'sixthkey-quality-combination' then 3
		when 'sixthkey-publication' then 4 end as stage, build, knows
	from node
	order by program, node_id desc
), back as (
	(select * from aside where verdict = 2
	order by aside_id desc limit 1000)
	union all
	(select * from aside where verdict = 3
	order by aside_id desc limit 1000)
), returned as (
	select distinct b.stage, b.class
	from back b
	join node n on n.node_id = b.worker
	join running r on r.stage = b.stage and r.build = n.build
	where exists (
		select from aside sent
		where sent.stage = b.stage and sent.event_id = b.event_id
		    and sent.aside_id < b.aside_id and sent.verdict = 5)
)
select t.stage::integer, t.verdict::integer, t.class, t.count,
    case t.verdict when 4 then coalesce(t.knew >= r.knows, false)
	else b.class is not null end as again
from operation_sort t
left join running r on r.stage = t.stage
left join returned b on b.stage = t.stage and b.class = t.class
where t.operation_id = $1::bigint
order by t.count desc, t.stage, t.class
