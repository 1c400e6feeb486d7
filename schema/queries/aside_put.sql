-- Put messages aside: with what verdict, after how many attempts, why.
-- $1 worker (null: the broker), then columns: $2 stage, $3 event_id,
-- $4 verdict, $5 attempt, $6 retry after ms (0: none), $7 error, $8 evidence
insert into aside (worker, stage, event_id, verdict, attempt, due, error,
    evidence)
select $1::integer, stage, event_id, verdict, attempt,
    case when retry_ms > 0
	then clock_timestamp() + retry_ms * interval '1 ms' end,
    error, evidence
from unnest($2::smallint[], $3::bigint[], $4::smallint[], $5::integer[],
    $6::bigint[], $7::text[], $8::bytea[])
    as t (stage, event_id, verdict, attempt, retry_ms, error, evidence)
