-- A page of the subjects for which a day has come, with their states.
-- $1 today, days since 1970-01-01, $2 after this subject, $3 at most this many
-- subject, state
select s.subject, h.state
from (
	select distinct subject from due
	where day <= date '1970-01-01' + $1::integer
	    and subject > $2::text
	order by subject limit $3::integer) s
cross join lateral (
	select state from subject_head h
	where h.subject = s.subject
	order by seq desc limit 1) h
order by s.subject
