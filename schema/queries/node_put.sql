-- A process has started; its number stands on every record it makes.
-- $1 instance, $2 program, $3 name, $4 build
insert into node (instance, program, name, build)
values ($1::text, $2::text, $3::text, $4::text)
returning node_id
