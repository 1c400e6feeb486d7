-- Where each subject stands of which a release came last, or nothing yet, and
-- that has one version behind it at most, as nearly all have; nobody has decided
-- about that one, for versions are decided in order.  Of all others nothing is
-- said: publication_read_open.  What is not in this statement need not be set up
-- for it, which is most of its time for one subject.
-- $1 subjects (column)
-- subject, seq, version, decided, deserves, holds, said: see
-- publication_read_open
select s.subject, coalesce(d.seq, 0) as seq,
    case when h.version > coalesce(d.version, 0) then h.version end as version,
    0 as decided, h.decision::integer as deserves, h.holds, null::text as said
from unnest($1::text[]) as s (subject)
cross join lateral (
	select version, decision, holds from subject_head h
	where h.subject = s.subject
	order by seq desc limit 1) h
left join lateral (
	select seq, version, verdict from decision d
	where d.subject = s.subject
	order by seq desc limit 1) d on true
where coalesce(d.verdict, 2) = 2 and h.version <= coalesce(d.version, 0) + 1
