-- An operator may record that a message is discarded, and nothing else: whoever
-- could make any record could make a rating.  Everybody else has the rights
-- that their grants give.
do $$
declare
	stage text;
begin
	foreach stage in array array['assessment', 'combination', 'publication']
	loop
		execute format('alter table %I enable row level security', stage);
		execute format('create policy reading on %I for select '
		    'using (true)', stage);
		execute format('create policy working on %I for insert '
		    'to sixthkey_%s with check (true)', stage, stage);
		execute format('create policy discarding on %I for insert '
		    'to sixthkey_operator with check (outcome = 9)', stage);
	end loop;
end $$;

-- A discarded record says nothing.
alter table assessment add constraint assessment_discarded_is_empty
    check (outcome <> 9 or payload = '');
alter table combination add constraint combination_discarded_is_empty
    check (outcome <> 9 or (payload = '' and version is null));
alter table publication add constraint publication_discarded_is_empty
    check (outcome <> 9 or version is null);
