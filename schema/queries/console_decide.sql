-- A motion is carried or declined.  No row: it was decided already.
-- $1 motion, $2 1: it is carried, $3 who, $4 reason
-- motion_id
with now as (
	insert into motion_end (motion_id, carried, decided_by, reason,
	    proposed_by)
	select motion_id, $2::integer = 1, $3::text, $4::text, proposed_by
	from motion where motion_id = $1::bigint
	on conflict do nothing
	returning motion_id, carried
), noted as (
	insert into audit (who, what, target, reason, detail)
	select $3::text, case when now.carried then 'carry ' else 'decline '
	    end || m.kind, m.subject, $4::text, 'motion ' || now.motion_id
	from now
	join motion m using (motion_id)
)
select motion_id from now
