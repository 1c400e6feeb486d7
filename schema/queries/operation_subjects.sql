-- Whom the next step of a replay is about.
-- $1 operation, $2 at most this many
-- n, subject; no row: nobody is left
select n, subject
from operation_subject
where operation_id = $1::bigint and n > (
	select coalesce(max(upto), 0) from operation_step
	where operation_id = $1::bigint)
order by n
limit $2::integer
