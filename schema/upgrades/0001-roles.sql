-- One role for each program, least rights; nobody may log in as the owner's
-- superior.  Roles belong to the cluster, so they may exist already.
do $$
declare
	role text;
begin
	foreach role in array array[
	    'sixthkey_broker', 'sixthkey_ingest', 'sixthkey_assessment',
	    'sixthkey_combination', 'sixthkey_publication',
	    'sixthkey_reader', 'sixthkey_operator'] loop
		if not exists (select from pg_roles where rolname = role) then
			execute format('create role %I login', role);
		end if;
	end loop;
end $$;

grant usage on schema sixthkey to
    sixthkey_broker, sixthkey_ingest, sixthkey_assessment,
    sixthkey_combination, sixthkey_publication,
    sixthkey_reader, sixthkey_operator;
