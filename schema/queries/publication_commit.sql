-- Append, all or nothing: the decisions come first, by subject, and one that
-- another worker made is a key that exists, which undoes the whole.  The worker
-- reads again then.  A look that finds nothing to decide is recorded all the
-- same.
-- $1 worker
-- decisions: $2 subject, $3 seq, $4 version, $5 verdict, $6 event_id,
--            $7 decided_by, $8 reason
-- records:   $9 event_id, $10 outcome, $11 version
with recorded as (
	insert into publication (worker, event_id, outcome, version)
	select $1::integer, unnest($9::bigint[]),
	    unnest($10::smallint[]), unnest($11::integer[])
)
insert into decision (worker, subject, seq, version, verdict, event_id,
    decided_by, reason)
select $1::integer, unnest($2::text[]), unnest($3::integer[]),
    unnest($4::integer[]), unnest($5::smallint[]), unnest($6::bigint[]),
    unnest($7::text[]), unnest($8::text[])
