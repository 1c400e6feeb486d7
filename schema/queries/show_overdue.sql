-- A page of the subjects for which a day has come, or is about to, with their
-- states: whether what it waited for has happened stands there.
-- $1 after this subject, $2 at most this many, $3 as known before this moment
-- ('': now), $4 on this day
-- subject, state
select s.subject, h.state
from (
	select distinct subject from due
	where day <= nullif($4::text, '')::date + 1 and subject > $1::text
	order by subject limit $2::integer) s
cross join lateral (
	select state from subject_head h
	where h.subject = s.subject
	and h.at < coalesce(nullif($3::text, '')::timestamptz, 'infinity')
	order by seq desc limit 1) h
order by s.subject
