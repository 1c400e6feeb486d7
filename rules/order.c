/*
 * Facts in order.  They come report by report, each in the order of its cells:
 * the runs of facts about one place are put in order by place and first fact,
 * and the facts then dealt out to their cells, where little is left to sort.
 */
#include <string.h>

#include "rules/history.h"
#include "rules/service.h"
#include "rules/sort.h"

static int
order(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* Most texts that are equal are the same one: "". */
static int
compare_text(const char *a, const char *b)
{
	return a == b ? 0 : strcmp(a, b);
}

/* ---- facts of one cell ---------------------------------------------------- */

/* Facts that are equal so far differ in nothing that counts; what is left
 * makes the order total, so that any order of arrival gives the same. */
static int
compare_rest(const struct fact *a, const struct fact *b)
{
	int	c = order(a->mark, b->mark);

	if (c == 0)
		c = compare_text(a->report, b->report);
	if (c == 0)
		c = order(a->inherited, b->inherited);
	if (c == 0)
		c = order(a->rated.precision, b->rated.precision);
	return c != 0 ? c :
	    order(a->published.precision, b->published.precision);
}

/* Which of two facts about one cell counts: as at struct fact. */
static int
compare_weight(const struct fact *a, const struct fact *b)
{
	int	c = order(a->rated.serial, b->rated.serial);

	if (c == 0)
		c = (a->mark != MARK_NOT_STATED) - (b->mark != MARK_NOT_STATED);
	if (c == 0)
		c = order(fact_published(a), fact_published(b));
	if (c == 0)
		c = order(a->revision, b->revision);
	if (c == 0)
		c = (a->digest > b->digest) - (a->digest < b->digest);
	return c != 0 ? c : compare_rest(a, b);
}

static int
compare_facts(const void *a, const void *b)
{
	return compare_weight(*(const struct fact *const *)a,
	    *(const struct fact *const *)b);
}

/* ---- runs ----------------------------------------------------------------- */

/* A run is a place in the making: from run->run on there are run->from[0] facts
 * about it. */

static int
same_place(const struct place *p, const struct fact *f)
{
	return compare_text(p->location, f->location) == 0 &&
	    compare_text(p->service, f->service) == 0;
}

static size_t
find_runs(const struct facts *facts, struct place *run)
{
	const struct fact	*f = facts->fact;
	size_t			 n = 0, i;

	for (i = 0; i < facts->nfact; i++, f++) {
		if (n == 0 || !same_place(&run[n - 1], f))
			run[n++] = (struct place){ .location = f->location,
			    .service = f->service, .run = f };
		run[n - 1].from[0]++;
	}
	return n;
}

static int
compare_places(const struct place *a, const struct place *b)
{
	int	c = compare_text(a->location, b->location);

	return c != 0 ? c : compare_text(a->service, b->service);
}

static int
compare_runs(const void *va, const void *vb)
{
	const struct place	*a = va, *b = vb;
	int			 c = compare_places(a, b);

	return c != 0 ? c : compare_weight(a->run, b->run);
}

/* ---- places --------------------------------------------------------------- */

/* The place of the first n runs, whose facts are to stand from `at` on. */
static struct place
count(const struct place *run, size_t n, uint32_t at)
{
	struct place	p = { .location = run->location,
			    .service = run->service };
	size_t		r;
	uint32_t	i;
	unsigned	q;

	for (r = 0; r < n; r++)
		for (i = 0; i < run[r].from[0]; i++)
			p.from[run[r].run[i].question + 1]++;
	p.from[0] = at;
	for (q = 0; q < QUESTION_COUNT; q++)
		p.from[q + 1] += p.from[q];
	if (p.service[0] != '\0') {
		p.group = (uint8_t)is_population_group(p.service);
		p.renamed = service_successor(p.service, 0) != NULL;
	}
	return p;
}

static void
deal(const struct place *run, size_t n, const struct place *p,
    const struct fact **out)
{
	uint32_t	next[QUESTION_COUNT], i;
	size_t		r;
	unsigned	q;

	memcpy(next, p->from, sizeof(next));
	for (r = 0; r < n; r++)
		for (i = 0; i < run[r].from[0]; i++)
			out[next[run[r].run[i].question]++] = &run[r].run[i];
	for (q = 0; q < QUESTION_COUNT; q++)
		sort_array(out + p->from[q], p->from[q + 1] - p->from[q],
		    sizeof(*out), compare_facts);
}

struct history
history_open(const struct facts *facts, const struct fact **fact,
    struct place *place)
{
	struct history	h = { facts, fact, place, facts->nfact, 0 };
	size_t		runs = find_runs(facts, place), i, n;
	struct place	p;
	uint32_t	at = 0;

	sort_array(place, runs, sizeof(*place), compare_runs);
	for (i = 0; i < runs; i += n) {
		for (n = 1; i + n < runs &&
		    compare_places(&place[i], &place[i + n]) == 0; )
			n++;
		p = count(&place[i], n, at);
		deal(&place[i], n, &p, fact);
		at = p.from[QUESTION_COUNT];
		place[h.nplace++] = p;
	}
	return h;
}
