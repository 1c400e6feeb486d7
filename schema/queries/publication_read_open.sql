-- Limits keep each look-up to its key, whatever a plan made long ago thought.
-- One snapshot: for each subject where it stands, and every version that was not
-- released.
-- $1 subjects (column)
-- subject; seq, version, decided, deserves, holds, said.  The first row of a
-- subject: seq is that of its newest decision (0: none yet), version its newest
-- one (NULL: that was released, or there is none), decided the newest decision on
-- it (0: none yet) and said its reason, deserves and holds what it deserves now.
-- Older versions ascend behind it, without seq, deserves and holds as of when
-- they were made.  Subjects stand among each other.
with head as (
	select s.subject, coalesce(d.seq, 0) as seq, h.version, h.decision,
	    h.holds, d.version as last, d.verdict, d.reason,
	    coalesce((
		select max(version) from released_version r
		where r.subject = s.subject), 0) as released
	from unnest($1::text[]) as s (subject)
	left join lateral (
		select seq, version, verdict, reason from decision d
		where d.subject = s.subject
		order by seq desc limit 1) d on true
	left join lateral (
		select version, decision, holds from subject_head h
		where h.subject = s.subject
		order by seq desc limit 1) h on true
)
select h.subject, h.seq,
    case when h.version > h.released then h.version end as version,
    coalesce(case when h.version = h.last then h.verdict
	else d.verdict end, 0)::integer as decided,
    h.decision::integer as deserves, h.holds,
    case when h.version = h.last then h.reason else d.reason end as said
from head h
left join lateral (
	select verdict, reason from decision d
	where h.version <> h.last and d.subject = h.subject
	    and d.version = h.version
	order by decision_rank(verdict, seq) desc limit 1) d on true
union all
select h.subject, null, v.version, coalesce(d.verdict, 0)::integer,
    v.decision::integer, v.holds, d.reason
from head h
cross join lateral (
	select version, decision, holds from rating_version r
	where h.version > h.released + 1 and r.subject = h.subject
	    and r.version > h.released and r.version < h.version
	order by r.version limit 1000000) v
left join lateral (
	select verdict, reason from decision d
	where d.subject = h.subject and d.version = v.version
	order by decision_rank(verdict, seq) desc limit 1) d on true
order by seq nulls last, version
