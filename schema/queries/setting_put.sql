-- A live setting, and who set it; what it was comes back.
-- $1 stage, $2 key, $3 value, $4 who, $5 reason, $6 the setting in words
-- value before ("": it was never set), and since when
with was as (
	select value, at from stage_setting
	where stage = $1::integer and key = $2::text
	order by setting_id desc limit 1
), now as (
	insert into stage_setting (stage, key, value, set_by, reason)
	values ($1::integer, $2::text, $3::text, $4::text, $5::text)
	returning setting_id
), noted as (
	insert into audit (who, what, target, reason, detail)
	select $4::text, 'set', $6::text, $5::text,
	    coalesce((select value from was), '') || ' -> '
	    || $3::text
	from now
)
select coalesce((select value from was), '') as value,
    coalesce((select to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') from was), '')
	as since
from now
