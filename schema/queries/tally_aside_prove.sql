-- Whether as many are recorded as a tally of what is aside says: a worker that
-- was thought dead may have recorded one that nobody expects any more.
-- $1 after this id, $2 stage, $3 how many came to the stage, $4 how many were
-- recorded
-- nothing, or what is to be counted: what (3), after this id, stage, came
select 3 as what, $1::bigint as from_id, $2::integer as stage,
    $3::bigint as came, -1::bigint as recorded
where $4::bigint <> (
	select count(*) from chain
	where stage = $2::integer and event_id > $1::bigint
	    and event_id <= $1::bigint + 10000)
