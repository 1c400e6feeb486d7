-- One snapshot: for each subject the newest decision and every version that
-- has none yet, and which of the events already have a record.
-- $1 subjects, $2 events (columns)
-- subject, event_id; seq, version, document, digest.  The head of a subject has
-- its seq (0: none yet) and no version, an undecided version no seq; a record
-- has its event_id alone.
with head as (
	select s.subject, coalesce(d.seq, 0) as seq, coalesce((
		select max(v.version) from decision v
		where v.subject = s.subject), 0) as decided
	from unnest($1::text[]) as s (subject)
	left join lateral (
		select seq from decision d
		where d.subject = s.subject
		order by seq desc limit 1) d on true
)
select h.subject, null::bigint as event_id, h.seq, null::integer as version,
    null::text as document, null::bytea as digest
from head h
union all
select v.subject, null, null, v.version, v.document, v.digest
from head h
join rating_version v on v.subject = h.subject and v.version > h.decided
union all
select null, p.event_id, null, null, null, null
from publication p
where p.event_id = any ($2::bigint[])
order by subject, version nulls first
