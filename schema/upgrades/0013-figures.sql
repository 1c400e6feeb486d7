-- sixthkey-web says how the line is: what waits from the books, who leads, and
-- which transaction of anybody's is old.
grant select on tally, tally_decision, chain, tally_gap, decision_change,
    broker_lease to sixthkey_web;

-- Without this right nothing is lost but that one figure.
do $$
begin
	grant pg_read_all_stats to sixthkey_web, sixthkey_reader,
	    sixthkey_operator;
exception when insufficient_privilege then
	raise notice 'sixthkey_horizon_lag_seconds needs pg_read_all_stats';
end $$;
