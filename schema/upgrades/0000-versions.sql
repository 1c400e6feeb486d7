-- Where the upgrades write down what they did.  This one runs every time, so
-- it must be able to; two runners at once take turns, because "if not exists"
-- alone does not protect them from each other.
select pg_advisory_xact_lock(hashtext('sixthkey schema'));

create schema if not exists sixthkey;

create table if not exists sixthkey.schema_version (
	number		integer primary key,
	name		text not null,
	checksum	text not null,
	applied_at	timestamptz not null default clock_timestamp(),
	constraint schema_version_checksum_is_sha256
	    check (checksum ~ '^[0-9a-f]{64}$')
);
