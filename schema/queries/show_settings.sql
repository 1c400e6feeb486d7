-- Live settings: the newest of each stage and key.
-- stage, key, value, at, who, reason
select stage::integer, key, value,
    to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, set_by, reason
from (
	select distinct on (stage, key) *
	from stage_setting
	order by stage, key, setting_id desc) s
order by stage, key
