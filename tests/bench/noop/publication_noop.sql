-- A record of publication and nothing else.
-- $1 worker, then columns: $2 event_id
insert into publication (worker, event_id, outcome)
select $1::integer, unnest($2::bigint[]), 1
