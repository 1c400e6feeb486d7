-- One snapshot: for each subject the newest decision and every version that
-- has none yet, and which of the events already have a record.
-- $1 subjects, $2 events (columns)
-- subject, seq for a head; subject, version, document, digest for an undecided
-- version; event_id alone for a record
with head as (
	select s.subject, coalesce(d.seq, 0) as seq
	from unnest($1::text[]) as s (subject)
	left join lateral (
		select seq from decision d
		where d.subject = s.subject
		order by seq desc limit 1) d on true
)
select h.subject, h.seq, null::integer as version, null::text as document,
    null::bytea as digest, null::bigint as event_id, 0 as part
from head h
union all
select v.subject, null, v.version, v.document, v.digest, null, 1
from head h
join rating_version v on v.subject = h.subject
    and v.version > coalesce((
	select max(d.version) from decision d where d.subject = h.subject), 0)
union all
select null, null, null, null, null, p.event_id, 2
from publication p
where p.event_id = any ($2::bigint[])
order by part, subject, version
