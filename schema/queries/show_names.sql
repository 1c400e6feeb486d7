-- Ids and names of all organisations, for "did you mean".
-- organisation, name (of a trust's location: whose it is)
select v.subject as organisation,
    coalesce(r.document::jsonb #>> '{organisation,name}', '') as name
from released_version v
join rating_version r using (subject, version)
where v.version = (
	select max(version) from released_version n
	where n.subject = v.subject)
union all
select organisation, 'location of ' || subject from organisation
order by organisation
