-- One snapshot of everything a batch needs: the newest head of each subject,
-- and which of the events already have a record.
-- $1 subjects, $2 events (columns)
-- subject, event_id; seq, state.  A record has its event_id alone.
select s.subject, null::bigint as event_id, h.seq, h.state
from unnest($1::text[]) as s (subject)
cross join lateral (
	select seq, state from subject_head h
	where h.subject = s.subject
	order by seq desc limit 1) h
union all
select null, c.event_id, null, null
from combination c
where c.event_id = any ($2::bigint[])
