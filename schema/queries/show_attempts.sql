-- How often the newest 500 failures at a stage had been tried.
-- $1 stage
-- attempt, count
select attempt, count(*) as count
from (
	select attempt from aside
	where stage = $1::integer and verdict in (2, 3)
	order by aside_id desc limit 500) a
group by attempt
order by attempt
