-- Events about a subject, newest first, each with where it stands.
-- $1 subject, $2 at most this many
-- event_id, at, kind, source, source_id, subject, stage, verdict, outcome,
-- version, decision, discarded: see event_standing
select event_id, to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at,
    kind::integer, source, source_id, subject, stage, verdict, outcome,
    version, decision, discarded
from event_standing
where subject = $1::text
order by event_id desc
limit $2::integer
