-- What is missing among the newest numbers of each source that counts.  Where
-- more than a tenth of them stand for several subjects it counts for each.
-- $1 at most so many numbers of a source
-- source, numbers that came, whether for each subject, whether there are older
-- ones, numbers missing, gaps, then a row for each of the newest ten gaps:
-- subject ('': of the source), first, last (0, 0: there is none)
with recursive counting as (
	(select source from source_number order by source limit 1)
	union all
	select (select n.source from source_number n
	    where n.source > c.source order by n.source limit 1)
	from counting c
	where c.source is not null
), seen as (
	select c.source, n.number, n.subject
	from (select source from counting where source is not null limit 200) c
	cross join lateral (
		select number, subject from source_number n
		where n.source = c.source
		order by number desc, subject desc
		limit $1::integer) n
), own as (
	select source, min(number) as low, count(*) as came,
	    count(distinct number) as numbers,
	    10 * (count(*) - count(distinct number)) > count(*) as each
	from seen
	group by source
), step as (
	select source, subject, number, lag(number) over (
	    partition by source, subject order by number) as before
	from (
		select distinct s.source, s.number,
		    case when o.each then s.subject else '' end as subject
		from seen s
		join own o using (source)) t
), gap as (
	select source, subject, before + 1 as first, number - 1 as last,
	    count(*) over (partition by source) as gaps,
	    sum(number - before - 1) over (partition by source) as missing,
	    row_number() over (partition by source
		order by number desc, subject) as nth
	from step
	where number > before + 1
)
select o.source, case when o.each then o.came else o.numbers end as came,
    o.each, exists (
	select from source_number n
	where n.source = o.source and n.number < o.low) as older,
    coalesce(g.missing, 0)::bigint as missing,
    coalesce(g.gaps, 0)::bigint as gaps, coalesce(g.subject, '') as subject,
    coalesce(g.first, 0) as first, coalesce(g.last, 0) as last
from own o
left join gap g on g.source = o.source and g.nth <= 10
order by o.source, g.first, g.subject
