-- One published version: by number, else the newest that was known by a day.
-- $1 organisation, $2 version (0: by day), $3 day ('': now)
-- subject, version, published, digest, document
select v.subject, v.version,
    to_char(v.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    encode(v.digest, 'hex'), v.document
from published_version v
where v.subject = $1::text and ($2::integer = 0 or v.version = $2::integer)
    and ($3::text = '' or (v.at at time zone 'utc')::date
	<= nullif($3::text, '')::date)
order by v.version desc
limit 1
