-- Every token that counts.
-- token_id, source, kinds, digest, since, who, when it ends ('': nobody said)
select token_id, source, kinds, digest,
    to_char(at, 'YYYY-MM-DD') as since, who,
    coalesce(to_char(ends, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), '') as ends
from source_token_counts
order by token_id
