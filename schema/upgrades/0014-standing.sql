-- Where every event stands, and all of one subject's.

-- Who asks why a trust's rating is late asks for its events, however many
-- others wait.
create index event_subject on event (subject, event_id);

-- stage and verdict of what it waits for (0, 0: through; verdict 5: waits),
-- combination's outcome, version, the newest decision on it, whether it was
-- discarded
create view event_standing as
select e.event_id, e.at, e.kind, e.source, e.source_id, e.subject,
    s.stage, case when s.stage = 0 then 0
	else coalesce(w.verdict, 5) end::integer as verdict,
    coalesce(c.outcome, 0)::integer as outcome,
    coalesce(c.version, 0) as version,
    coalesce(d.verdict, 0)::integer as decision,
    coalesce(9 in (a.outcome, c.outcome, p.outcome), false) as discarded
from event e
left join assessment a on a.event_id = e.event_id
left join combination c on c.event_id = e.event_id
left join publication p on p.event_id = e.event_id
cross join lateral (
	select case when a.event_id is null then 2
	    when c.event_id is null then 3
	    when p.event_id is null then 4 else 0 end as stage) s
left join lateral (
	select verdict from aside
	where stage = s.stage and event_id = e.event_id
	order by aside_id desc limit 1) w on true
left join lateral (
	select verdict from decision
	where subject = e.subject and version = c.version
	order by decision_rank(verdict, seq) desc limit 1) d on c.outcome = 2;

grant select on event_standing
    to sixthkey_reader, sixthkey_operator, sixthkey_console;

-- Times of acceptance grow with the ids, but for what workers at the same time
-- and a clock that is set make of it; a minute is allowed for that.

-- The first id from which on events were accepted at that moment or later; the
-- next one where none was.  Twenty look-ups for a million events.
create function event_id_by(moment timestamptz) returns bigint
language plpgsql stable parallel safe as $$
declare
	low	bigint := 1;
	high	bigint := coalesce((select max(event_id)
		    from sixthkey.event), 0) + 1;
	found	record;
begin
	while low < high loop
		select event_id, at into found from sixthkey.event
		where event_id >= low + (high - low) / 2
		order by event_id limit 1;
		if found.at < moment then
			low := found.event_id + 1;
		else
			high := low + (high - low) / 2;
		end if;
	end loop;
	return low;
end
$$;

-- The ids among which all events are that were accepted in [since, until); an
-- empty text is no bound.
create function event_ids_between(since text, until text,
    out low bigint, out high bigint)
language sql stable parallel safe as $$
    select case when $1 = '' then 1 else sixthkey.event_id_by(
	    $1::timestamptz - interval '1 minute') end,
	case when $2 = '' then coalesce((
		select max(event_id) from sixthkey.event), 0) + 1
	    else sixthkey.event_id_by(
	    $2::timestamptz + interval '1 minute') end
$$;
