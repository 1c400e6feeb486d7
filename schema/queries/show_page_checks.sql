-- What a reviewer has to look at, as a published document says it.
-- $1 subject, $2 version
-- id, text
select coalesce(c ->> 'id', '') as id, coalesce(c ->> 'text', '') as text
from published_version v
cross join jsonb_array_elements(v.document::jsonb -> 'checks')
    with ordinality as t (c, nth)
where v.subject = $1::text and v.version = $2::integer
order by nth
