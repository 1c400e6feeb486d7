-- For how long what is aside has been so: the oldest of each stage and state.
-- stage, verdict, oldest_ms
select stage::integer, verdict::integer, (extract(epoch from
    clock_timestamp() - min(first_at)) * 1000)::bigint as oldest_ms
from tally_aside_now_sorts(0)
group by stage, verdict
order by stage, verdict
