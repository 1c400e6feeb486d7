-- Motions, those that nobody has decided first, then the newest.
-- $1 one of them (0: all), $2 source of their events, $3 at most this many
-- motion_id, at, kind, subject, fields, proposed_by, reason, state (0 open,
-- 1 carried, 2 declined), decided at, decided_by, its reason, event (0: none)
select m.motion_id, to_char(m.at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, m.kind,
    m.subject, m.fields, m.proposed_by, m.reason,
    case when d.carried then 1 when not d.carried then 2 else 0 end as state,
    coalesce(to_char(d.at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), '') as decided,
    coalesce(d.decided_by, '') as decided_by,
    coalesce(d.reason, '') as because, coalesce(e.event_id, 0) as event_id
from motion m
left join motion_end d using (motion_id)
left join event e on e.source = $2::text
    and e.source_id = 'motion/' || m.motion_id
where $1::bigint in (0, m.motion_id)
order by d.motion_id is not null, m.motion_id desc
limit $3::integer
