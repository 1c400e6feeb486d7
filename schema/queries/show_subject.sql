-- Everything that is known of an organisation: under its own id, or, for a
-- location of an NHS trust, under the trust's.
-- $1 organisation
-- subject, state, version that the public sees (0: none), its time
with found as (
	select $1::text as subject
	union
	select subject from organisation where organisation = $1::text
)
select f.subject, h.state, coalesce(p.version, 0) as version,
    coalesce(to_char(p.at, 'YYYY-MM-DD'), '') as published
from found f
cross join lateral (
	select state from subject_head s
	where s.subject = f.subject
	order by seq desc limit 1) h
left join lateral (
	select version, at from released_version v
	where v.subject = f.subject
	order by version desc limit 1) p on true
order by f.subject <> $1::text, f.subject
limit 1
