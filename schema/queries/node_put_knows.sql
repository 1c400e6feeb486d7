-- The same for a process that reads events.
-- $1 instance, $2 program, $3 name, $4 build, $5 newest schema it can read
insert into node (instance, program, name, build, knows)
values ($1::text, $2::text, $3::text, $4::text, $5::integer)
returning node_id
