-- Whose session it is, and whether it counts.  It is noted that it was used,
-- where a person did so, once a minute at most.  No row: there is none.
-- $1 digest, $2 seconds it lasts unused, $3 seconds it lasts at all, $4 a
-- person uses it (0: a program polls)
-- session_id, name, roles, counts
with found as (
	select s.session_id, p.name, p.roles, s.at, coalesce((
		select max(at) from session_seen n
		where n.session_id = s.session_id), s.at) as seen,
	    not exists (
		select from person n
		where n.name = p.name and n.person_id > p.person_id) and
	    not exists (
		select from session_end e
		where e.session_id = s.session_id) as stands
	from session s
	join person p using (person_id)
	where s.digest = $1::bytea
), judged as (
	select *, stands and clock_timestamp() < seen + make_interval(
	    secs => $2::integer) and clock_timestamp() < at + make_interval(
	    secs => $3::integer) as counts
	from found
), noted as (
	insert into session_seen (session_id)
	select session_id from judged
	where counts and $4::integer <> 0
	    and clock_timestamp() > seen + interval '1 min'
	on conflict do nothing
)
select session_id, name, roles, counts from judged
