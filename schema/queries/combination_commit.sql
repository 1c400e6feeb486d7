-- Append, all or nothing: the heads come first, by subject, and a head that
-- another worker appended is a key that exists, which undoes the whole.  The
-- worker reads again then.  Records come by event.
-- $1 worker
-- heads:    $2 subject, $3 seq, $4 version, $5 state, $6 decision, $7 holds
-- records:  $8 event_id, $9 outcome, $10 subject_hash, $11 version,
--           $12 payload
-- versions: $13 subject, $14 version, $15 seq, $16 events, $17 document,
--           $18 digest, $19 decision, $20 holds
-- places:   $21 organisation, $22 subject
-- due:      $23 subject, $24 rule, $25 day (days since 1970-01-01)
with waits as (
	insert into due (worker, subject, rule, day)
	select $1::integer, unnest($23::text[]) as subject,
	    unnest($24::text[]) as rule,
	    date '1970-01-01' + unnest($25::integer[]) as day
	order by day, subject, rule
	on conflict do nothing
), places as (
	insert into organisation (organisation, subject)
	select unnest($21::text[]) as organisation, unnest($22::text[]) as subject
	order by organisation, subject
	on conflict do nothing
), versions as (
	insert into rating_version (worker, subject, version, seq, events,
	    document, digest, decision, holds)
	select $1::integer, unnest($13::text[]), unnest($14::integer[]),
	    unnest($15::integer[]), unnest($16::integer[]),
	    unnest($17::text[]), unnest($18::bytea[]),
	    unnest($19::smallint[]), unnest($20::text[])
), recorded as (
	insert into combination (worker, event_id, outcome, subject_hash,
	    version, payload)
	select $1::integer, unnest($8::bigint[]),
	    unnest($9::smallint[]), unnest($10::integer[]),
	    unnest($11::integer[]), unnest($12::bytea[])
)
insert into subject_head (worker, subject, seq, version, state, decision,
    holds)
select $1::integer, unnest($2::text[]), unnest($3::integer[]),
    unnest($4::integer[]), unnest($5::bytea[]), unnest($6::smallint[]),
    unnest($7::text[])
