-- Published versions of an organisation, newest first.
-- $1 organisation, $2 at most this many
-- subject, version, published, digest, document
select v.subject, v.version,
    to_char(v.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    encode(v.digest, 'hex'), v.document
from published_version v
where v.subject = $1::text
order by v.version desc
limit $2::integer
