-- A page of everything that was published, every version of everybody.
-- $1, $2 after this subject and version, $3 at most this many
-- subject, version, document, whether it is the subject's newest
select v.subject, v.version, r.document, not exists (
	select from released_version n
	where n.subject = v.subject and n.version > v.version) as newest
from released_version v
join rating_version r using (subject, version)
where (v.subject, v.version) > ($1::text, $2::integer)
order by v.subject, v.version
limit $3::integer
