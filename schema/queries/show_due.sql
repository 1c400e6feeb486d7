-- Days that have come and have not been said: what is to become clock.reached
-- (source /sixthkey/clock, id rule/subject/day), the oldest first.
-- $1 today, days since 1970-01-01, $2 at most this many
-- subject, rule, day (days since 1970-01-01)
select d.subject, d.rule, d.day - date '1970-01-01' as day
from due d
where d.day <= date '1970-01-01' + $1::integer
    and not exists (
	select from event e
	where e.source = '/sixthkey/clock' and e.source_id =
	    d.rule || '/' || d.subject || '/' || to_char(d.day, 'YYYY-MM-DD'))
order by d.day, d.subject, d.rule
limit $2::integer
