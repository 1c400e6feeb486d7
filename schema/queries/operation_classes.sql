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
	select stage, (
	    select build from node where program = p.program
	    order by node_id desc limit 1) as build, (
	    select max(knows) from node where program = p.program
		and build = (select build from node
		    where program = p.program
		    order by node_id desc limit 1)) as knows
	from (values (2, 'sixthkey-assessment'),
	    (3, 'sixthkey-quality-combination'),
	    (4, 'sixthkey-publication')) as p (stage, program)
)
select t.stage::integer, t.verdict::integer, t.class, t.count,
    case t.verdict when 4 then t.knew >= r.knows
	else exists (
		select from aside sent
		join aside back on back.stage = sent.stage
		    and back.event_id = sent.event_id
		    and back.aside_id > sent.aside_id
		    and back.verdict in (2, 3)
		join node n on n.node_id = back.worker
		where sent.stage = t.stage and sent.verdict = 5
		    and error_class(back.error) = t.class
		    and n.build = r.build) end as again
from target t
join running r on r.stage = t.stage
order by t.count desc, t.stage, t.class
