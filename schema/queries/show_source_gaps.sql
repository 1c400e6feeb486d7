-- What is missing among the newest numbers of each source that counts.  Where
-- more than a tenth of them stand for several subjects it counts for each.  Read
-- in the order of the key, so that nothing has to be sorted but gaps.
-- $1 at most so many numbers of a source; where many count, fewer of each; $2 a
-- gap of more numbers than these is a jump: nobody takes them for missing
-- source, numbers that came, whether for each subject, whether there are older
-- ones, numbers missing, gaps, then a row for each of the newest ten gaps:
-- subject ('': of the source), first, last (0, 0: there is none); jumps, then of
-- the newest of them subject, the number before it, that behind it
with recursive walk as (
	(select source from source_number order by source limit 1)
	union all
	select (select n.source from source_number n
	    where n.source > w.source order by n.source limit 1)
	from walk w
	where w.source is not null
), counting as (
	select source, greatest(500, least($1::bigint,
	    50000 / count(*) over ())) as most
	from (select source from walk where source is not null limit 200) w
), own as (
	select c.source, c.most, n.low, n.came, n.numbers,
	    10 * (n.came - n.numbers) > n.came as each
	from counting c
	cross join lateral (
		select min(number) as low, count(*) as came, count(*) filter
		    (where below is distinct from number) as numbers
		from (
			select number, lead(number)
			    over (order by number desc) as below
			from (
				select number from source_number s
				where s.source = c.source
				order by number desc
				limit c.most) s) s) n
), gap as (
	select o.source, '' as subject, t.below, t.number
	from own o
	cross join lateral (
		select number, lead(number) over (order by number desc) as below
		from (
			select number from source_number s
			where s.source = o.source
			order by number desc
			limit o.most) s) t
	where not o.each and t.number > t.below + 1
	union all
	select o.source, t.subject, t.below, t.number
	from own o
	cross join lateral (
		select subject, number, lead(number)
		    over (partition by subject order by number desc) as below
		from (
			select number, subject from source_number s
			where s.source = o.source
			order by number desc, subject desc
			limit o.most) s) t
	where o.each and t.number > t.below + 1
), named as (
	select source, subject, below + 1 as first, number - 1 as last,
	    count(*) over (partition by source) as gaps,
	    sum(number - below - 1) over (partition by source) as missing,
	    row_number() over (partition by source
		order by number desc, subject) as nth
	from gap
	where number - below - 1 <= $2::bigint
), jump as (
	select distinct on (source) source, subject, below, number,
	    count(*) over (partition by source) as jumps
	from gap
	where number - below - 1 > $2::bigint
	order by source, number desc, subject
)
select o.source, case when o.each then o.came else o.numbers end as came,
    o.each, exists (
	select from source_number n
	where n.source = o.source and n.number < o.low) as older,
    coalesce(g.missing, 0)::bigint as missing,
    coalesce(g.gaps, 0)::bigint as gaps, coalesce(g.subject, '') as subject,
    coalesce(g.first, 0) as first, coalesce(g.last, 0) as last,
    coalesce(j.jumps, 0)::bigint as jumps,
    coalesce(j.subject, '') as jumped, coalesce(j.below, 0) as jumped_from,
    coalesce(j.number, 0) as jumped_to
from own o
left join named g on g.source = o.source and g.nth <= 10
left join jump j on j.source = o.source
order by o.source, g.first, g.subject
