-- One sets at a time: what setting_put then finds is what counts, until the
-- transaction ends.
select 1 as locked
from pg_advisory_xact_lock(hashtext('sixthkey setting'))
