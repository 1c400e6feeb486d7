-- The newest head of each subject that has one.
-- $1 subjects (column)
-- subject, seq, state
select s.subject, h.seq, h.state
from unnest($1::text[]) as s (subject)
cross join lateral (
	select seq, state from subject_head h
	where h.subject = s.subject
	order by seq desc limit 1) h
