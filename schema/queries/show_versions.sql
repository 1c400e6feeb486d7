-- Versions of a subject, newest first, each with what became of it.
-- $1 subject, $2 at most this many
-- version, made, events, what it deserved when made, what held it, digest,
-- newest decision (0: none yet), when, by whom, why, published ('': not)
select r.version, to_char(r.at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as made,
    r.events, r.decision::integer as deserved, r.holds,
    encode(r.digest, 'hex') as digest,
    coalesce(d.verdict, 0)::integer as verdict,
    coalesce(to_char(d.at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), '') as decided,
    coalesce(d.decided_by, '') as decided_by,
    coalesce(d.reason, '') as reason,
    coalesce(to_char(p.at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), '') as published
from rating_version r
left join lateral (
	select at, verdict, decided_by, reason from decision
	where subject = r.subject and version = r.version
	order by decision_rank(verdict, seq) desc limit 1) d on true
left join released_version p
    on p.subject = r.subject and p.version = r.version
where r.subject = $1::text
order by r.version desc
limit $2::integer
