-- Limits keep each look-up to its key, whatever a plan made long ago thought.
-- One snapshot: for each subject where it stands, every version that was not
-- released, and which of the events already have a record.
-- $1 subjects, $2 events (columns)
-- subject, event_id; seq, version, decided, deserves, holds, said.  The head of
-- a subject has no version: seq is that of its newest decision (0: none yet),
-- decided the number of its newest version, deserves and holds what that one
-- deserves now.  A version: decided is the newest decision on it (0: none yet)
-- and said its reason, deserves and holds as of when it was made, but for the
-- newest: now.  A record has its event_id alone.  Versions ascend behind their
-- head; subjects stand among each other.
with head as (
	select s.subject, coalesce(d.seq, 0) as seq,
	    coalesce(h.version, 0) as newest,
	    coalesce(h.decision, 0) as decision,
	    coalesce(h.holds, '') as holds,
	    case when d.seq is null then 0
		when d.verdict = 2 then d.version	-- they are in order
		else coalesce((
		    select max(version) from released_version r
		    where r.subject = s.subject), 0) end as released
	from unnest($1::text[]) as s (subject)
	left join lateral (
		select seq, version, verdict from decision d
		where d.subject = s.subject
		order by seq desc limit 1) d on true
	left join lateral (
		select version, decision, holds from subject_head h
		where h.subject = s.subject
		order by seq desc limit 1) h on true
), open as (
	select subject, newest as version, decision, holds, seq
	from head
	where newest > released
	union all
	select h.subject, v.version, v.decision, v.holds, h.seq
	from head h
	cross join lateral (
		select version, decision, holds from rating_version r
		where h.newest > h.released + 1 and r.subject = h.subject
		    and r.version > h.released and r.version < h.newest
		order by r.version limit 1000000) v
)
select subject, null::bigint as event_id, seq, null::integer as version,
    newest as decided, decision::integer as deserves, holds,
    null::text as said
from head
union all
select o.subject, null, null, o.version, coalesce(d.verdict, 0)::integer,
    o.decision::integer, o.holds, coalesce(d.reason, '')
from open o
left join lateral (
	select verdict, reason from decision d
	where o.seq > 0 and d.subject = o.subject and d.version = o.version
	order by seq desc limit 1) d on true
union all
select null, p.event_id, null, null, null, null, null, null
from publication p
where p.event_id = any ($2::bigint[])
order by version nulls first
