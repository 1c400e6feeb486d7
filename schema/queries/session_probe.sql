-- Which process serves this session: a pooler cannot tell.
select pg_backend_pid()
