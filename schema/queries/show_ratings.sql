-- A page of organisations, each with what its newest published document awards
-- to the organisation itself.
-- $1 after this subject, $2 at most this many, $3 published before this moment
-- ('': any)
-- subject, name, version, safe, effective, caring, responsive, well_led,
-- quality, use_of_resources, combined, date (of the newest of these ratings)
select p.subject, coalesce(n.document #>> '{organisation,name}', '') as name,
    n.version, r.safe, r.effective, r.caring, r.responsive, r.well_led,
    r.quality, r.use_of_resources, r.combined, r.date
from (
	select distinct subject from released_version
	where subject > $1::text
	and at < coalesce(nullif($3::text, '')::timestamptz, 'infinity')
	order by subject limit $2::integer) p
cross join lateral (
	select v.version, d.document::jsonb as document
	from released_version v
	join rating_version d using (subject, version)
	where v.subject = p.subject
	and v.at < coalesce(nullif($3::text, '')::timestamptz, 'infinity')
	order by v.version desc limit 1) n
cross join lateral (
	select coalesce(max(word) filter (where q = 'safe'), '') as safe,
	    coalesce(max(word) filter (where q = 'effective'), '') as effective,
	    coalesce(max(word) filter (where q = 'caring'), '') as caring,
	    coalesce(max(word) filter (where q = 'responsive'), '')
		as responsive,
	    coalesce(max(word) filter (where q = 'well_led'), '') as well_led,
	    coalesce(max(word) filter (where q = 'overall'), '') as quality,
	    coalesce(max(word) filter (where q = 'use_of_resources'), '')
		as use_of_resources,
	    coalesce(max(word) filter (where q = 'combined'), '') as combined,
	    coalesce(max(rated_on), '') as date
	from (
		select c ->> 'question' as q, c #>> '{awarded,rating}' as word,
		    c #>> '{awarded,rated_on}' as rated_on
		from jsonb_array_elements(n.document -> 'ratings') as t (c)
		where coalesce(c ->> 'service', '') = ''
		and coalesce(c ->> 'location', '') in ('', case
		    when p.subject ~ '^[RT][A-Za-z0-9]{2}$' then ''
		    else p.subject end)) own) r -- a trust, or a location
order by p.subject
