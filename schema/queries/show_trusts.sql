-- A page of organisations: the ratings of the newest public version, or where
-- there is none of the newest, and what is the matter with each.
-- $1 from this subject on, $2 at most this many
-- subject, name, public version (0: none), newest version, combined, quality,
-- use_of_resources, date (of the newest of these ratings), held (why the newest
-- is not public; ''), departs, under_review, suspended
select p.subject, coalesce(d.document #>> '{organisation,name}', '') as name,
    coalesce(o.version, 0) as public, n.version as newest,
    r.combined, r.quality, r.use_of_resources, r.date,
    case when o.version = n.version then ''
	else coalesce(nullif(n.holds, ''), 'it is being looked at') end as held,
    r.departs, coalesce(d.document -> 'status' ? 'under_review', false)
	as under_review,
    coalesce(d.document -> 'status' ? 'suspended', false) as suspended
from (
	select distinct subject from rating_version
	where subject >= $1::text
	order by subject limit $2::integer) p
cross join lateral (
	select version, holds from rating_version v
	where v.subject = p.subject
	order by version desc limit 1) n
left join lateral (
	select version from released_version v
	where v.subject = p.subject
	order by version desc limit 1) o on true
cross join lateral (
	select document::jsonb as document from rating_version v
	where v.subject = p.subject
	    and v.version = coalesce(o.version, n.version)) d
cross join lateral (
	select coalesce(max(word) filter (where q = 'combined'), '')
		as combined,
	    coalesce(max(word) filter (where q = 'overall'), '') as quality,
	    coalesce(max(word) filter (where q = 'use_of_resources'), '')
		as use_of_resources,
	    coalesce(max(rated_on), '') as date,
	    coalesce(bool_or(departs), false) as departs
	from (
		select c ->> 'question' as q, c #>> '{awarded,rating}' as word,
		    c #>> '{awarded,rated_on}' as rated_on,
		    coalesce((c ->> 'departs')::boolean, false) as departs
		from jsonb_array_elements(d.document -> 'ratings') as t (c)
		where coalesce(c ->> 'service', '') = ''
		and coalesce(c ->> 'location', '') in ('', case
		    when p.subject ~ '^[RT][A-Za-z0-9]{2}$' then ''
		    else p.subject end)) own) r -- a trust, or a location
order by p.subject
