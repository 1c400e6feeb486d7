-- The cells of a published document, in its order.
-- $1 subject, $2 version
select coalesce(c ->> 'level', '') as level,
    coalesce(c ->> 'location', '') as location,
    coalesce(c ->> 'service', '') as service,
    coalesce(c ->> 'question', '') as question,
    coalesce(c #>> '{awarded,rating}', '') as awarded,
    coalesce(c #>> '{awarded,rated_on}', '') as rated_on,
    coalesce(c #>> '{awarded,report}', '') as report,
    coalesce((c #>> '{awarded,inherited}')::boolean, false) as inherited,
    coalesce(c #>> '{computed,ruleset}', '') as ruleset,
    coalesce(c #>> '{computed,rating}', '') as rating,
    coalesce(c #>> '{computed,row}', '') as row,
    coalesce(c #>> '{computed,low}', '') as low,
    coalesce(c #>> '{computed,high}', '') as high,
    coalesce(c #>> '{computed,on}', '') as computed_on,
    coalesce((c #>> '{computed,counts,not_rated}')::integer, 0) as not_rated,
    coalesce((c #>> '{computed,counts,inadequate}')::integer, 0)
	as inadequate,
    coalesce((c #>> '{computed,counts,requires_improvement}')::integer, 0)
	as requires_improvement,
    coalesce((c #>> '{computed,counts,good}')::integer, 0) as good,
    coalesce((c #>> '{computed,counts,outstanding}')::integer, 0)
	as outstanding,
    coalesce((c #>> '{computed,counts,unknown}')::integer, 0) as unknown,
    coalesce((c ->> 'departs')::boolean, false) as departs,
    coalesce(c #>> '{reason,text}', '') as reason,
    coalesce(c #>> '{reason,author}', '') as author,
    coalesce(c #>> '{reason,approver}', '') as approver,
    coalesce(c #>> '{reason,reference}', '') as reference,
    coalesce(c #>> '{moved,on}', '') as moved_on,
    coalesce(c #>> '{moved,low}', '') as moved_low,
    coalesce(c #>> '{moved,high}', '') as moved_high
from published_version v
cross join jsonb_array_elements(v.document::jsonb -> 'ratings')
    with ordinality as t (c, nth)
where v.subject = $1::text and v.version = $2::integer
order by nth
