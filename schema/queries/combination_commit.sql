-- Compare and append: a head that another worker appended first is not
-- returned, and then nothing of that subject is written.  A record that
-- conflicts aborts the whole: it cannot happen.
-- $1 worker
-- heads:    $2 subject, $3 seq, $4 version, $5 state
-- records:  $6 event_id, $7 subject, $8 outcome, $9 subject_hash,
--           $10 version, $11 payload
-- versions: $12 subject, $13 version, $14 seq, $15 events, $16 document,
--           $17 digest
-- places:   $18 organisation, $19 subject
with won as (
	insert into subject_head (worker, subject, seq, version, state)
	select $1::integer, subject, seq, version, state
	from unnest($2::text[], $3::integer[], $4::integer[], $5::bytea[])
	    as t (subject, seq, version, state)
	order by subject
	on conflict (subject, seq) do nothing
	returning subject
), recorded as (
	insert into combination (worker, event_id, outcome, subject_hash,
	    version, payload)
	select $1::integer, event_id, outcome, subject_hash, version, payload
	from unnest($6::bigint[], $7::text[], $8::smallint[], $9::integer[],
	    $10::integer[], $11::bytea[])
	    as t (event_id, subject, outcome, subject_hash, version, payload)
	join won using (subject)
	order by event_id
), versions as (
	insert into rating_version (worker, subject, version, seq, events,
	    document, digest)
	select $1::integer, subject, version, seq, events, document, digest
	from unnest($12::text[], $13::integer[], $14::integer[],
	    $15::integer[], $16::text[], $17::bytea[])
	    as t (subject, version, seq, events, document, digest)
	join won using (subject)
), places as (
	insert into organisation (organisation, subject)
	select organisation, subject
	from unnest($18::text[], $19::text[]) as t (organisation, subject)
	join won using (subject)
	order by organisation, subject
	on conflict do nothing
)
select subject, null::bigint as event_id from won
