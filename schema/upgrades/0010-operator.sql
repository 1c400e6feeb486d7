-- An operator may record that a message is discarded, and nothing else: whoever
-- could make any record could make a rating.  A discarded record says nothing.
-- Everybody else has the rights that their grants give.  Rules on the tables
-- themselves would be read anew with every statement of every worker.
do $$
declare
	stage text;
	nothing text;
begin
	for stage, nothing in values ('assessment', 'payload = ''\x'''),
	    ('combination', 'payload = ''\x'' and version is null'),
	    ('publication', 'version is null')
	loop
		execute format('alter table %I enable row level security', stage);
		execute format('create policy reading on %I for select '
		    'using (true)', stage);
		execute format('create policy working on %I for insert '
		    'to sixthkey_%s with check (true)', stage, stage);
		execute format('create policy discarding on %I for insert '
		    'to sixthkey_operator with check (outcome = 9 and %s)',
		    stage, nothing);
	end loop;
end $$;
