-- The role :role, with its password of the service file :secret.  It goes from
-- the file to the server's own socket: no command line, no log shows it.
\setenv role :role
\set password `sed -n "/^user=$role\$/,/^password=/s/^password=//p" :'secret'`
select format('create role %I login', :'role')
where not exists (select from pg_roles where rolname = :'role')
\gexec
alter role :"role" password :'password';
