-- One snapshot of everything a batch needs: the newest head of each subject,
-- and which of the events already have a record.
-- $1 subjects, $2 events (columns)
-- subject, seq, version, state for a head; event_id alone for a record
select s.subject, h.seq, h.version, h.state, null::bigint as event_id
from unnest($1::text[]) as s (subject)
cross join lateral (
	select seq, version, state from subject_head h
	where h.subject = s.subject
	order by seq desc limit 1) h
union all
select null, null, null, null, c.event_id
from combination c
where c.event_id = any ($2::bigint[])
