-- Counts what a range of decisions has changed.
-- $1 after this id
insert into tally_decision (from_id, held, published, superseded)
select $1::bigint, coalesce(sum(held), 0), coalesce(sum(published), 0),
    coalesce(sum(superseded), 0)
from decision_change
where decision_id > $1::bigint and decision_id <= $1::bigint + 2000
on conflict do nothing
