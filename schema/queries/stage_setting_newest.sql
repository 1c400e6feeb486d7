-- What is set, the newest of each stage and key, stage 0 (every stage) first.
-- stage, key, value, setting_id
select distinct on (stage, key) stage::integer, key, value, setting_id
from stage_setting
order by stage, key, setting_id desc
