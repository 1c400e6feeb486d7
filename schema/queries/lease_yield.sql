-- Let another lead: a broker that drains.
-- $1 instance
update broker_lease set until = clock_timestamp()
where slot = 1 and instance = $1::text
