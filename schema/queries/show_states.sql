-- A page of subjects with the state that their newest published version was
-- made from.
-- $1 after this subject, $2 at most this many
-- subject, state
select p.subject, h.state
from (
	select distinct subject from published_version
	where subject > $1::text
	order by subject limit $2::integer) p
cross join lateral (
	select v.version from published_version v
	where v.subject = p.subject
	order by v.version desc limit 1) n
join rating_version r on r.subject = p.subject and r.version = n.version
join subject_head h on h.subject = p.subject and h.seq = r.seq
order by p.subject
