-- Compare and append: a head that another worker appended first is not
-- returned, and then nothing of that subject is written.  A record that
-- conflicts aborts the whole: it cannot happen.
-- $1 worker
-- heads:    $2 subject, $3 seq, $4 version, $5 state, $6 decision, $7 holds
-- records:  $8 event_id, $9 subject, $10 outcome, $11 subject_hash,
--           $12 version, $13 payload
-- versions: $14 subject, $15 version, $16 seq, $17 events, $18 document,
--           $19 digest, $20 decision, $21 holds
-- places:   $22 organisation, $23 subject
-- due:      $24 subject, $25 rule, $26 day (days since 1970-01-01)
with won as (
	insert into subject_head (worker, subject, seq, version, state,
	    decision, holds)
	select $1::integer, subject, seq, version, state, decision, holds
	from unnest($2::text[], $3::integer[], $4::integer[], $5::bytea[],
	    $6::smallint[], $7::text[])
	    as t (subject, seq, version, state, decision, holds)
	order by subject
	on conflict (subject, seq) do nothing
	returning subject
), recorded as (
	insert into combination (worker, event_id, outcome, subject_hash,
	    version, payload)
	select $1::integer, event_id, outcome, subject_hash, version, payload
	from unnest($8::bigint[], $9::text[], $10::smallint[],
	    $11::integer[], $12::integer[], $13::bytea[])
	    as t (event_id, subject, outcome, subject_hash, version, payload)
	join won using (subject)
	order by event_id
), versions as (
	insert into rating_version (worker, subject, version, seq, events,
	    document, digest, decision, holds)
	select $1::integer, subject, version, seq, events, document, digest,
	    decision, holds
	from unnest($14::text[], $15::integer[], $16::integer[],
	    $17::integer[], $18::text[], $19::bytea[], $20::smallint[],
	    $21::text[])
	    as t (subject, version, seq, events, document, digest, decision,
	    holds)
	join won using (subject)
), places as (
	insert into organisation (organisation, subject)
	select organisation, subject
	from unnest($22::text[], $23::text[]) as t (organisation, subject)
	join won using (subject)
	order by organisation, subject
	on conflict do nothing
), waits as (
	insert into due (worker, subject, rule, day)
	select $1::integer, subject, rule, date '1970-01-01' + day
	from unnest($24::text[], $25::text[], $26::integer[])
	    as t (subject, rule, day)
	join won using (subject)
	order by day, subject, rule
	on conflict do nothing
)
select subject, null::bigint as event_id from won
