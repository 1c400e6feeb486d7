-- Events of a newer schema among the newest 1,000 refusals.
-- source, type or schema, how many, the last of them
select source, newer, count(*) as events,
    to_char(max(at), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as last
from (
	select source, at, coalesce(
	    substring(reason from '^/type: "uk\.sixthkey\.([a-z.-]+\.v[0-9]+)"'),
	    'schema ' || substring(reason from '^/schema: ([0-9]+) is newer'))
		as newer
	from (
		select * from quarantine
		order by quarantine_id desc limit 1000) q) n
where newer is not null
group by source, newer
order by source, newer
limit 1000
