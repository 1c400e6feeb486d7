-- The newest starts of programs.
-- $1 at most this many
-- node_id, program, name, build, started
select node_id, program, name, build,
    to_char(started_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as started
from node
order by node_id desc
limit $1::integer
