-- Limits keep each look-up to its key, whatever a plan made long ago thought.
-- One snapshot: for each subject where it stands, every version that was not
-- released, and which of the events already have a record.
-- $1 subjects, $2 events (columns)
-- subject, event_id; seq, version, decided, deserves, holds, said.  The head of a subject has no version: seq is that of its newest
-- decision (0: none yet), decided the number of its newest version, deserves
-- and holds what that one deserves now.  A version: decided is the newest
-- decision on it (0: none yet) and said its reason, deserves and holds as of
-- when it was made.  A record has its event_id alone.
with head as (
	select s.subject, coalesce(d.seq, 0) as seq,
	    coalesce(h.version, 0) as newest,
	    coalesce(h.decision, 0) as decision,
	    coalesce(h.holds, '') as holds, coalesce((
		select max(p.version) from released_version p
		where p.subject = s.subject), 0) as released
	from unnest($1::text[]) as s (subject)
	left join lateral (
		select seq from decision d
		where d.subject = s.subject
		order by seq desc limit 1) d on true
	left join lateral (
		select version, decision, holds from subject_head h
		where h.subject = s.subject
		order by seq desc limit 1) h on true
), open as (
	select v.subject, v.version, v.decision, v.holds,
	    coalesce(d.verdict, 0) as decided, coalesce(d.reason, '') as said
	from head h
	cross join lateral (
		select subject, version, decision, holds from rating_version r
		where r.subject = h.subject and r.version > h.released
		order by r.version limit 1000000) v
	left join lateral (
		select verdict, reason from decision d
		where h.seq > 0 and d.subject = v.subject
		    and d.version = v.version
		order by seq desc limit 1) d on true
)
select h.subject, null::bigint as event_id, h.seq, null::integer as version,
    h.newest as decided, h.decision::integer as deserves, h.holds,
    null::text as said
from head h
union all
select o.subject, null, null, o.version, o.decided::integer,
    o.decision::integer, o.holds, o.said
from open o
union all
select null, p.event_id, null, null, null, null, null, null
from publication p
where p.event_id = any ($2::bigint[])
order by subject, version nulls first
