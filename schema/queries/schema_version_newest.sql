-- Where the schema stands; -1 before the first upgrade.
select coalesce(max(number), -1) from schema_version
