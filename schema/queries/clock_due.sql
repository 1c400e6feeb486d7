-- A page of the days that have come, the oldest first, and which of them were
-- said: the others are to become clock.reached (source /sixthkey/clock, id
-- rule/subject/day).  Reads no more than the page, however many days there are.
-- $1 today, days since 1970-01-01, $2 at most this many, $3 $4 $5 day, subject
-- and rule of the page's last row before
-- subject, rule, day (days since 1970-01-01), said
select d.subject, d.rule, d.day - date '1970-01-01' as day,
    e.said is not null as said
from (
	select subject, rule, day
	from due
	where day <= date '1970-01-01' + $1::integer
	    and (day, subject, rule) >
	    (date '1970-01-01' + $3::integer, $4::text, $5::text)
	order by day, subject, rule
	limit $2::integer) d
left join lateral (
	select true as said
	from event
	where source = '/sixthkey/clock' and source_id =
	    d.rule || '/' || d.subject || '/' || to_char(d.day, 'YYYY-MM-DD')
	limit 1) e on true
order by d.day, d.subject, d.rule
