-- Whose events came since a day, one after the other.
-- $1 since (''; always), $2 this organisation alone ('': any), $3 after this
-- subject, $4 at most
-- subject
select distinct subject from event
where ($1::text = '' or at >= nullif($1::text, '')::timestamptz)
    and ($2::text = '' or subject = upper($2::text))
    and subject > $3::text
order by subject
limit $4::integer
