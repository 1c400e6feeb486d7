-- Every token that counts.
-- token_id, source, kinds, digest, since, who
select t.token_id, t.source, t.kinds, t.digest,
    to_char(t.at, 'YYYY-MM-DD') as since, t.who
from source_token t
where not exists (
	select from source_token_revoked r where r.token_id = t.token_id)
order by t.token_id
