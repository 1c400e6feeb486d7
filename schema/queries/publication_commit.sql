-- Compare and append on decisions.  Subjects without a new decision write
-- their records all the same: a look that finds nothing to decide changes no
-- head.  A record that conflicts there belongs to another worker and is left.
-- $1 worker
-- decisions: $2 subject, $3 seq, $4 version, $5 verdict, $6 event_id,
--            $7 decided_by, $8 reason
-- documents: $9 subject, $10 version, $11 document, $12 digest
-- records:   $13 event_id, $14 subject, $15 outcome, $16 version,
--            $17 needs_head
with won as (
	insert into decision (worker, subject, seq, version, verdict, event_id,
	    decided_by, reason)
	select $1::integer, subject, seq, version, verdict, event_id,
	    decided_by, reason
	from unnest($2::text[], $3::integer[], $4::integer[], $5::smallint[],
	    $6::bigint[], $7::text[], $8::text[])
	    as t (subject, seq, version, verdict, event_id, decided_by, reason)
	order by subject, seq
	on conflict (subject, seq) do nothing
	returning subject, version
), documents as (
	insert into published_version (worker, subject, version, document,
	    digest)
	select $1::integer, subject, version, document, digest
	from unnest($9::text[], $10::integer[], $11::text[], $12::bytea[])
	    as t (subject, version, document, digest)
	join won using (subject, version)
), recorded as (
	insert into publication (worker, event_id, outcome, version)
	select $1::integer, event_id, outcome, version
	from unnest($13::bigint[], $14::text[], $15::smallint[],
	    $16::integer[], $17::boolean[])
	    as t (event_id, subject, outcome, version, needs_head)
	where not needs_head or subject in (select subject from won)
	order by event_id
	on conflict (event_id) do nothing
	returning event_id
)
select null::text as subject, event_id from recorded
union all
select distinct subject, null from won
