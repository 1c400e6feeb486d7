-- A live setting, and who set it; what it was comes back.  In one transaction
-- behind setting_lock.
-- $1 stage, $2 key, $3 value, $4 who, $5 reason, $6 the setting in words,
-- $7 what whoever sets it saw that counts there ("": nobody had set it); null:
-- whatever it is
-- whether it was set, value before ("": it was never set; where it was not set
-- now: what counts there), and since when
with was as (
	select value, at from stage_setting
	where stage = $1::integer and key = $2::text
	order by setting_id desc limit 1
), everywhere as (
	select value from stage_setting
	where stage = 0 and key = $2::text
	order by setting_id desc limit 1
), counts as (
	select coalesce((select value from was),
	    (select value from everywhere), '') as value
), now as (
	insert into stage_setting (stage, key, value, set_by, reason)
	select $1::integer, $2::text, $3::text, $4::text, $5::text
	from counts
	where $7::text is null or value = $7::text
	returning setting_id
), noted as (
	insert into audit (who, what, target, reason, detail)
	select $4::text, 'set', $6::text, $5::text,
	    coalesce((select value from was), '') || ' -> '
	    || $3::text
	from now
)
select n.setting_id is not null as set,
    case when n.setting_id is null then c.value
	else coalesce(w.value, '') end as value,
    coalesce(to_char(w.at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), '') as since
from counts c
left join now n on true
left join was w on true
