/*
 * concerns.c - what a reviewer has to look at, derived from all statements of
 * a subject together, so that a concern goes away when the missing event comes.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "proto/dossier.h"

enum { OF_ANY_CELL = 4, OF_SUBJECT = 20 };

/* What is being looked at, and what was found. */
struct review {
	const struct dossier	*d;
	const struct facts	*facts;
	const struct cell	*cell;
	size_t			 ncell;
	struct arena		*arena;
	struct concern		*found;
	size_t			 n;
};

static void
raise(struct review *r, const char *id, const char *text, int of_work)
{
	r->found[r->n++] = (struct concern){ id, text, 1, of_work };
}

/* "well-led for Surgery at RGT01" */
static const char *
place(const struct review *r, const struct cell *c)
{
	return arena_printf(r->arena, "%s%s%s%s%s", question_name(c->question),
	    c->service[0] == '\0' ? "" : " for ", c->service,
	    c->location[0] == '\0' ? "" : " at ", c->location);
}

/* ---- use of resources ----------------------------------------------------- */

static int
is_rated(const struct review *r, enum question q)
{
	size_t	 i;

	for (i = 0; i < r->ncell; i++)
		if (r->cell[i].question == q && r->cell[i].awarded != NULL &&
		    mark_rating(r->cell[i].awarded->mark) != RATING_NONE)
			return 1;
	return 0;
}

static void
check_award(struct review *r)
{
	const struct award	*w = r->d->award;
	const struct proposal	*p = r->d->proposal;

	if (w == NULL)
		return;
	if (p == NULL)
		raise(r, "award-without-proposal", "Use of resources is awarded, "
		    "but NHS Improvement's proposal has not come.", 0);
	else if (p->rating != w->rating && w->reason[0] == '\0')
		raise(r, "award-differs", arena_printf(r->arena, "Use of "
		    "resources is awarded as %s where NHS Improvement proposed "
		    "%s, and no reason is given.", mark_name(w->rating),
		    mark_name(p->rating)), 0);
}

/* A proposal well above or below where most of the figures stand. */
static void
check_proposal(struct review *r)
{
	const struct proposal		*p = r->d->proposal;
	const struct evidence		*v = r->d->evidence;
	const struct consistency	*c;
	struct quartiles		 q = { { 0 } };
	size_t				 i;

	if (p == NULL || v == NULL || p->explanation[0] != '\0')
		return;
	for (i = 0; i < v->nmetric; i++) {
		if (v->metric[i].quartile == 0)
			continue;
		q.n[0]++;
		q.n[v->metric[i].quartile]++;
	}
	c = consistency_check(mark_rating(p->rating), &q);
	if (c != NULL)
		raise(r, "proposal-far-from-evidence", arena_printf(r->arena,
		    "Use of resources: %s, and nothing explains it.",
		    c->text), 0);
}

static void
check_resources(struct review *r)
{
	if (is_rated(r, QUESTION_COMBINED) && !is_rated(r, QUESTION_RESOURCES))
		raise(r, "combined-without-resources", "There is a combined "
		    "rating but no rating for use of resources.", 0);
	if (!is_rated(r, QUESTION_RESOURCES))
		return;
	if (!r->facts->is_trust || !sector_has_resources(r->facts->sector))
		raise(r, "resources-not-acute", "Use of resources is rated for "
		    "acute trusts that are not specialist; this organisation is "
		    "not one.", 0);
	else if (r->d->award != NULL && r->facts->sector == SECTOR_UNKNOWN)
		raise(r, "resources-not-acute", "Use of resources is awarded, "
		    "but this trust is not known to be an acute one that is not "
		    "specialist.", 0);
}

/* ---- predecessors and successors ------------------------------------------ */

static void
check_links(struct review *r)
{
	size_t	 i, j;

	for (i = 0; i < r->d->nlink; i++)
		for (j = 0; j < i; j++)
			if (strcmp(r->d->link[i]->other,
			    r->d->link[j]->other) == 0 &&
			    r->d->link[i]->is != r->d->link[j]->is) {
				raise(r, "succession-loop", arena_printf(
				    r->arena, "%s is said to be both "
				    "predecessor and successor.",
				    r->d->link[i]->other), 0);
				return;
			}
}

static void
check_inherited(struct review *r)
{
	size_t	 i;

	for (i = 0; i < r->d->nlink; i++)
		if (r->d->link[i]->is == SIDE_PREDECESSOR)
			return;
	for (i = 0; i < r->ncell; i++)
		if (r->cell[i].awarded != NULL &&
		    r->cell[i].awarded->inherited) {
			raise(r, "inherited-from-nobody", "Ratings are "
			    "inherited, but the succession has not come from "
			    "this side.", 1);
			return;
		}
}

/* ---- cells ---------------------------------------------------------------- */

static int
has_rationale(const struct review *r, const struct notice *n)
{
	size_t	 i;

	for (i = 0; i < r->d->state.nstatement; i++) {
		const struct enforcement *m =
		    r->d->state.statement[i].event.enforcement;

		if (m != NULL && m->rationale[0] != '\0' &&
		    m->type == n->type && m->question == n->question &&
		    day_compare(m->on, n->on) == 0 &&
		    strcmp(m->location, n->location) == 0 &&
		    strcmp(m->service, n->service) == 0)
			return 1;
	}
	return 0;
}

static void
check_cell(struct review *r, const struct cell *c)
{
	char	 text[DAY_TEXT];

	if (c->same_day)
		raise(r, "same-day", arena_printf(r->arena, "Two different "
		    "ratings of %s carry the same dates.", place(r, c)), 0);
	if (c->over_limit && c->deviation == NULL &&
	    !has_rationale(r, c->notice))
		raise(r, "notice-against-rating", arena_printf(r->arena,
		    "%s is rated %s in spite of a notice of %s, and nothing "
		    "says why.", place(r, c), mark_name(c->awarded->mark),
		    day_text(c->notice->on, text)), 0);
	if (c->deviation != NULL && c->set != NULL &&
	    c->bounds.low == c->bounds.high &&
	    (enum mark)c->bounds.low != c->deviation->from &&
	    c->bounds.low != RATING_NONE)
		raise(r, "deviation-from-another-rating", arena_printf(
		    r->arena, "The judgement on %s says that the rules give "
		    "%s; they give %s.", place(r, c),
		    mark_name(c->deviation->from),
		    rating_name(c->bounds.low)), 0);
	if (c->departs && c->deviation == NULL)
		raise(r, "departure-without-deviation", arena_printf(r->arena,
		    "%s is awarded as %s where the rules give %s, and no "
		    "deviation is recorded.", place(r, c),
		    mark_name(c->awarded->mark), rating_name(c->bounds.high <
		    mark_rating(c->awarded->mark) ? c->bounds.high :
		    c->bounds.low)), 1);
}

/* Of a trust whose totals are given: all five key questions are, in words. */
static void
check_complete(struct review *r)
{
	unsigned	 q, i, missing = 0;
	struct buf	 b = { 0 };
	int		 given[QUESTION_COUNT] = { 0 };

	for (i = 0; i < r->ncell; i++)
		if (r->cell[i].location[0] == '\0' &&
		    r->cell[i].service[0] == '\0' &&
		    r->cell[i].awarded != NULL)
			given[r->cell[i].question] = 1;
	if (!r->facts->is_trust || (!given[QUESTION_OVERALL] &&
	    !given[QUESTION_COMBINED]))
		return;
	for (q = QUESTION_SAFE; q <= QUESTION_WELL_LED; q++)
		if (!given[q])
			buf_printf(&b, "%s%s", missing++ == 0 ? "" : ", ",
			    question_name((enum question)q));
	if (missing != 0)
		raise(r, "incomplete", arena_printf(r->arena, "The trust has no "
		    "rating, and no word that there is none, for: %s.",
		    b.data), 1);
	buf_release(&b);
}

/* ---- people and amendments ------------------------------------------------ */

/* Who closes factual accuracy had no part in the assessment. */
static void
check_independence(struct review *r)
{
	const struct workflow	*c = r->d->closed;
	const struct award	*w = r->d->award;
	const struct proposal	*p = r->d->proposal;

	if (c == NULL)
		return;
	if ((w != NULL && strcmp(c->who, w->author) == 0) ||
	    (p != NULL && strcmp(c->who, p->author) == 0))
		raise(r, "reviewer-not-independent", arena_printf(r->arena,
		    "Factual accuracy was closed by %s, who had a part in the "
		    "assessment.", c->who), 1);
}

static void
check_amendments(struct review *r)
{
	if (r->d->stray != 0)
		raise(r, "amendment-of-nothing", "A correction or retraction "
		    "names an event that has not come.", 1);
}

/* ---- all of them ---------------------------------------------------------- */

static int
compare(const void *va, const void *vb)
{
	const struct concern	*a = va, *b = vb;
	int			 c = strcmp(a->id, b->id);

	return c != 0 ? c : strcmp(a->text, b->text);
}

/* What assessment said of single events. */
static void
take_checks(struct review *r)
{
	size_t	 i, k;

	for (i = 0; i < r->d->state.nstatement; i++) {
		const struct statement	*s = &r->d->state.statement[i];

		for (k = 0; k < s->ncheck; k++)
			raise(r, s->check[k].id, s->check[k].text, 0);
	}
}

static size_t
room(const struct dossier *d, size_t ncell)
{
	size_t	 n = OF_SUBJECT + OF_ANY_CELL * ncell, i;

	for (i = 0; i < d->state.nstatement; i++)
		n += d->state.statement[i].ncheck;
	return n;
}

static size_t
each_once(struct concern *c, size_t n)
{
	size_t	 i, kept = 0;

	qsort(c, n, sizeof(*c), compare);
	for (i = 0; i < n; i++)
		if (kept == 0 || compare(&c[kept - 1], &c[i]) != 0)
			c[kept++] = c[i];
	return kept;
}

size_t
dossier_concerns(const struct dossier *d, const struct facts *f,
    const struct cell *c, size_t ncell, struct arena *a,
    const struct concern **out)
{
	struct review	 r = { d, f, c, ncell, a,
			    ARENA_ARRAY(a, room(d, ncell), struct concern),
			    0 };
	size_t		 i;

	check_award(&r);
	check_proposal(&r);
	check_resources(&r);
	check_links(&r);
	check_inherited(&r);
	for (i = 0; i < ncell; i++)
		check_cell(&r, &c[i]);
	check_complete(&r);
	check_independence(&r);
	check_amendments(&r);
	take_checks(&r);
	*out = r.found;
	return each_once(r.found, r.n);
}
