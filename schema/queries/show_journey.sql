-- What happened to an event, in the order of time.
-- $1 event
-- at, stage, did (1 record, 2 aside, 3 decision, 4 operation), code (outcome or
-- verdict), version (0: none), attempt, by (worker or person), build, text
select to_char(j.at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, j.stage::integer,
    j.did, j.code::integer, coalesce(j.version, 0) as version,
    coalesce(j.attempt, 0) as attempt,
    coalesce(j.who, n.program || case when n.name <> ''
	then ' ' || n.name else '' end || ' #' || n.node_id, '') as who,
    coalesce(n.build, '') as build, j.text
from (
	select at, 1 as stage, 1 as did, 1 as code, null::integer as version,
	    null::integer as attempt, worker, null::text as who,
	    source || ' ' || source_id || coalesce(' trace ' || trace, '')
	    as text
	from event where event_id = $1::bigint
	union all
	select at, 2, 1, outcome, null, null, worker, null, ''
	from assessment where event_id = $1::bigint
	union all
	select at, 3, 1, outcome, version, null, worker, null, ''
	from combination where event_id = $1::bigint
	union all
	select at, 4, 1, outcome, version, null, worker, null, ''
	from publication where event_id = $1::bigint
	union all
	select at, stage, 2, verdict, null, attempt, worker, null, error
	from aside
	where stage in (1, 2, 3, 4) and event_id = $1::bigint
	    and verdict not in (1, 6)
	union all
	select d.at, 4, 3, d.verdict, d.version, null, d.worker, d.decided_by,
	    d.reason
	from combination c
	join event e using (event_id)
	join decision d on d.subject = e.subject and d.version = c.version
	where c.event_id = $1::bigint and c.outcome = 2
	union all
	select s.at, a.stage, 4, case o.verb when 'retry' then 1 else 2 end,
	    null, null, null, s.who, o.snapshot || ': ' || o.reason
	from aside a
	join operation_target t on t.aside_id = a.aside_id
	join operation o on o.operation_id = t.operation_id
	join lateral (
		select at, who from operation_step s
		where s.operation_id = t.operation_id
		    and s.upto >= t.aside_id and s.what = 1
		order by s.upto limit 1) s on true
	where a.stage in (1, 2, 3, 4) and a.event_id = $1::bigint) j
left join node n on n.node_id = j.worker
order by j.at, j.did, j.stage
