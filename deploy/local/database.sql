-- What must be there before `sixthkey db migrate` can do the rest: the owner,
-- who may make the roles of the programs, and its database.
select 'create role sixthkey_owner login createrole'
where not exists (select from pg_roles where rolname = 'sixthkey_owner')
\gexec
select 'create database sixthkey owner sixthkey_owner'
where not exists (select from pg_database where datname = 'sixthkey')
\gexec
