-- What an action is about, by sort of error, most first.  It will fail again
-- where a message of the same sort was sent again and came back with the same
-- sort of error from the build that runs now; a parked one, where no worker of
-- its stage can read more than the one that parked it.
-- $1 operation
-- stage, verdict, class, count, again
with target as (
	select a.stage, a.verdict, error_class(a.error) as class,
	    count(*) as count, max(n.knows) as knew
	from operation_target t
	join aside a using (aside_id)
	left join node n on n.node_id = a.worker
	where t.operation_id = $1::bigint
	group by 1, 2, 3
), running as (
	select distinct on (program) case program
		when 'sixthkey-assessment' then 2
		when 'sixthkey-quality-combination' then 3
		when 'sixthkey-publication' then 4 end as stage, build, knows
	from node
	order by program, node_id desc
), returned as (
	select distinct back.stage, error_class(back.error) as class
	from aside back
	join node n on n.node_id = back.worker
	join running r on r.stage = back.stage and r.build = n.build
	where back.verdict in (2, 3) and exists (
		select from aside sent
		where sent.stage = back.stage
		    and sent.event_id = back.event_id
		    and sent.aside_id < back.aside_id and sent.verdict = 5)
)
select t.stage::integer, t.verdict::integer, t.class, t.count,
    case t.verdict when 4 then coalesce(t.knew >= r.knows, false)
	else b.class is not null end as again
from target t
left join running r on r.stage = t.stage
left join returned b on b.stage = t.stage and b.class = t.class
order by t.count desc, t.stage, t.class
