-- What an organisation was known to be when its newest version from before a
-- moment was published; like show_subject.
-- $1 organisation, $2 moment
-- subject, state, version, its time
with found as (
	select $1::text as subject
	union
	select subject from organisation where organisation = $1::text
)
select f.subject, h.state, p.version,
    to_char(p.at, 'YYYY-MM-DD') as published
from found f
cross join lateral (
	select version, at from released_version v
	where v.subject = f.subject and v.at < nullif($2::text, '')::timestamptz
	order by version desc limit 1) p
join rating_version r on r.subject = f.subject and r.version = p.version
join subject_head h on h.subject = r.subject and h.seq = r.seq
order by f.subject <> $1::text, f.subject
limit 1
