-- A version of an organisation's rating, or the newest.
-- $1 organisation, $2 version (0: the newest)
-- subject, version, digest, verdict (of the newest decision on it; 0: none)
with named as (
	select coalesce((
		select subject from organisation
		where organisation = upper($1::text)
		limit 1), upper($1::text)) as subject
)
select v.subject, v.version, encode(v.digest, 'hex') as digest, coalesce((
	select d.verdict from decision d
	where d.subject = v.subject and d.version = v.version
	order by decision_rank(d.verdict, d.seq) desc
	limit 1), 0)::integer as verdict
from named n
join rating_version v using (subject)
where $2::integer = 0 or v.version = $2::integer
order by v.version desc
limit 1
