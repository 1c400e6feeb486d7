-- Ids and names of all organisations, for "did you mean".
-- organisation, name (of a trust's location: whose it is)
select v.subject as organisation,
    coalesce(v.document::jsonb #>> '{organisation,name}', '') as name
from published_version v
where v.version = (
	select max(version) from published_version n
	where n.subject = v.subject)
union all
select organisation, 'location of ' || subject from organisation
order by organisation
