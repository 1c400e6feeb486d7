-- What those who look at the line's health may know of the server: who copies
-- it, and for how long somebody writes.  No address, no user, no statement of
-- other sessions.
create function replica_list() returns table (name text, state text,
    sync text, behind_bytes bigint, behind_ms bigint, since timestamptz)
language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
    select application_name, state, sync_state,
	pg_wal_lsn_diff(case when pg_is_in_recovery()
	    then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end,
	    coalesce(replay_lsn, flush_lsn))::bigint,
	(extract(epoch from replay_lag) * 1000)::bigint, backend_start
    from pg_stat_replication
$$;

-- Age of the oldest transaction that writes; 0: there is none, null: it may
-- not be seen.
create function writing_ms() returns bigint
language sql volatile security definer
set search_path = pg_catalog, pg_temp as $$
    select case when pg_has_role('pg_read_all_stats', 'usage') then coalesce((
	    extract(epoch from clock_timestamp() - least((
		select min(xact_start) from pg_stat_activity
		where backend_xid is not null), (
		select min(prepared) from pg_prepared_xacts))) * 1000)::bigint,
	    0) end
$$;

revoke all on function replica_list(), writing_ms() from public;
grant execute on function replica_list(), writing_ms()
    to sixthkey_web, sixthkey_reader, sixthkey_operator, sixthkey_console;

-- The owner's right is the functions', and the programs need it no more.
-- Without it nothing is lost but these figures.
do $$
begin
	execute format('grant pg_read_all_stats to %I', current_user);
	revoke pg_read_all_stats from sixthkey_web, sixthkey_reader,
	    sixthkey_operator;
exception when insufficient_privilege then
	raise notice 'how far replicas are, and for how long a transaction '
	    'writes, need pg_read_all_stats';
end $$;
