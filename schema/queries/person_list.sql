-- Everybody who may sign in.
-- name, roles, since, who
select name, roles, to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since, set_by
from (
	select distinct on (name) name, roles, at, set_by from person
	order by name, person_id desc) p
where roles <> ''
order by name
