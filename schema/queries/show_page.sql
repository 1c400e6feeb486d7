-- Head of an organisation's page: one row for each published version, newest
-- first, with who it says this is.
-- $1 subject
-- version, published, name, type, sector, as_of, licence
select version, to_char(at, 'YYYY-MM-DD') as published,
    coalesce(document::jsonb #>> '{organisation,name}', '') as name,
    coalesce(document::jsonb #>> '{organisation,type}', '') as type,
    coalesce(document::jsonb #>> '{organisation,sector}', '') as sector,
    coalesce(document::jsonb ->> 'as_of', '') as as_of,
    coalesce(document::jsonb ->> 'licence', '') as licence
from published_version
where subject = $1::text
order by version desc
