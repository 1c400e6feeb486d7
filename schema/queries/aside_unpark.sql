-- Parked messages of a stage wait again where the worker that parked them could
-- read less than this one can.
-- $1 worker, $2 stage, $3 newest schema that this worker can read, $4 at most
-- this many
-- event_id
insert into aside (worker, stage, event_id, verdict, attempt, error)
select $1::integer, p.stage, p.event_id, 5, 0,
    'this worker reads events up to schema ' || $3::integer
from aside p
join node n on n.node_id = p.worker
where p.stage = $2::integer and p.verdict = 4 and n.knows < $3::integer
    and not exists (
	select from aside a
	where a.stage = p.stage and a.event_id = p.event_id
	    and a.aside_id > p.aside_id)
order by p.aside_id
limit $4::integer
returning event_id
