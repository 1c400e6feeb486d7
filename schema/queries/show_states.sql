-- A page of subjects with the state that their newest published version was
-- made from.  The limits of 1 keep each look-up to its key, whatever the planner
-- thinks of reading a whole table for a page.
-- $1 after this subject, $2 at most this many, $3 published before this moment
-- ('': any)
-- subject, state, version
select p.subject, h.state, p.version
from (
	select subject, max(version) as version from released_version
	where subject > $1::text
	and at < coalesce(nullif($3::text, '')::timestamptz, 'infinity')
	group by subject
	order by subject limit $2::integer) p
cross join lateral (
	select seq from rating_version r
	where r.subject = p.subject and r.version = p.version
	limit 1) r
cross join lateral (
	select state from subject_head h
	where h.subject = p.subject and h.seq = r.seq
	limit 1) h
order by p.subject
