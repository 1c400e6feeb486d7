#include <string.h>

#include "explain/whatif.h"
#include "explain/why.h"
#include "proto/facts.h"

enum { QUALITY = 5, SIX = 6, EFFECTS = 2 };

static const enum question questions[SIX] = {
	QUESTION_SAFE, QUESTION_EFFECTIVE, QUESTION_CARING,
	QUESTION_RESPONSIVE, QUESTION_WELL_LED, QUESTION_RESOURCES
};

/* ---- what is supposed ------------------------------------------------------- */

int
whatif_suppose(struct whatif *w, const char *word, struct arena *a,
    struct err *e)
{
	if (w->n == SUPPOSE_MAX)
		return err_set(e, ERR_INPUT, "suppose at most %d ratings",
		    SUPPOSE_MAX);
	if (suppose_read(word, a, &w->supposed[w->n], e) != 0)
		return -1;
	w->n++;
	return 0;
}

/* Where each is, and that no two are of one cell. */
static int
place_all(struct whatif *w, struct err *e)
{
	size_t	i, k;

	for (i = 0; i < w->n; i++) {
		if (suppose_place(&w->facts, w->was.id, &w->supposed[i],
		    e) != 0)
			return -1;
		for (k = 0; k < i; k++)
			if (suppose_same(&w->supposed[k], &w->supposed[i]))
				return err_set(e, ERR_INPUT, "%s is supposed "
				    "twice", question_code(
				    w->supposed[i].question));
	}
	return 0;
}

/* The grid without the awards that are in the way and, if `then`, with what is
 * supposed. */
static void
evaluate_as(const struct whatif *w, int then, struct arena *a,
    struct sheet *out)
{
	struct facts	f;

	suppose_facts(&w->facts, w->was.cell, w->was.ncell, w->supposed, w->n,
	    then, w->at, a, &f);
	sheet_evaluate(out, &f, w->at, a);
}

int
whatif_evaluate(struct whatif *w, const struct subject *subject,
    struct arena *a, struct err *e)
{
	struct identity	who;

	sheet_from_state(&w->was, &subject->state, w->at, a);
	facts_from_state(&subject->state, a, &w->facts, &who);
	w->was.id = subject->id;
	if (w->was.as_of.precision == PRECISION_NONE)
		return err_set(e, ERR_INPUT, "nothing of %s is rated%s, so "
		    "there is nothing to suppose otherwise", subject->id,
		    w->at == INT32_MAX ? " yet" : " by that day");
	if (place_all(w, e) != 0)
		return -1;
	w->now = w->then = w->was;
	evaluate_as(w, 0, a, &w->now);
	evaluate_as(w, 1, a, &w->then);
	return 0;
}

/* ---- one cell --------------------------------------------------------------- */

static const struct cell *
same_cell(const struct sheet *s, const struct cell *c)
{
	return sheet_find(s, c->level, c->location, c->service, c->question);
}

static enum mark
mark_of(const struct cell *c)
{
	return c != NULL && c->awarded != NULL ? c->awarded->mark : MARK_NONE;
}

/* As awarded, else as the rules make it where that is certain. */
static enum rating
rating_of(const struct cell *c)
{
	if (c == NULL)
		return RATING_NONE;
	if (c->awarded != NULL)
		return mark_rating(c->awarded->mark);
	return c->bounds.low == c->bounds.high ? c->bounds.low : RATING_NONE;
}

static struct bounds
certain(enum rating r)
{
	return (struct bounds){ r, r };
}

static int
is_supposed(const struct whatif *w, const struct cell *c)
{
	const struct supposed	of = { .location = c->location,
				    .service = c->service,
				    .question = c->question };
	size_t			i;

	for (i = 0; i < w->n; i++)
		if (suppose_same(&w->supposed[i], &of))
			return 1;
	return 0;
}

static int
is_reached(const struct whatif *w, const struct cell *c)
{
	size_t	i;

	for (i = 0; i < w->n; i++)
		if (suppose_reaches(&w->supposed[i], &w->facts, c->location,
		    c->service, c->question))
			return 1;
	return 0;
}

/* ---- below the organisation itself ------------------------------------------ */

const char *
whatif_place(const struct cell *c, struct arena *a)
{
	return arena_printf(a, "%s%s%s%s%s", c->location,
	    *c->location != '\0' && *c->service != '\0' ? "/" : "",
	    c->service, *c->location != '\0' || *c->service != '\0' ? ":" :
	    "", question_code(c->question));
}

/* The overall of a trust is answered for as such. */
static int
is_below(const struct whatif *w, const struct cell *c)
{
	if (*c->service != '\0')
		return 1;
	return !sheet_is_own(&w->was, c->location) &&
	    !(w->was.is_trust && *c->location == '\0');
}

/* Supposed cells, and the aggregates between them and the organisation. */
static size_t
put_below(const struct whatif *w, struct arena *a, struct whatif_line *out)
{
	const struct cell	*c;
	size_t			 n = 0;

	for (c = w->then.cell; c < w->then.cell + w->then.ncell; c++) {
		int	made = is_reached(w, c) && c->set != NULL;

		if (!is_below(w, c) || (!made && !is_supposed(w, c)))
			continue;
		out[n++] = (struct whatif_line){ .kind = WHATIF_BELOW,
		    .what = whatif_place(c, a),
		    .title = why_title(a, &w->was, c),
		    .awarded = mark_of(same_cell(&w->was, c)),
		    .now = certain(rating_of(same_cell(&w->now, c))),
		    .then = certain(rating_of(c)), .supposed = !made,
		    .made = made ? c : NULL };
	}
	return n;
}

/* ---- its questions ---------------------------------------------------------- */

static size_t
put_questions(const struct whatif *w, size_t most, struct whatif_line *out)
{
	size_t	i;

	for (i = 0; i < most; i++) {
		const struct cell	*c = sheet_own(&w->then, questions[i]);
		int			 supposed = c != NULL &&
					    is_supposed(w, c);

		out[i] = (struct whatif_line){ .kind = WHATIF_OWN,
		    .what = question_code(questions[i]),
		    .title = question_name(questions[i]),
		    .awarded = mark_of(sheet_own(&w->was, questions[i])),
		    .now = certain(rating_of(sheet_own(&w->now,
		    questions[i]))),
		    .then = certain(rating_of(c)), .supposed = supposed,
		    .made = c != NULL && !supposed && c->awarded == NULL &&
		    c->set != NULL ? c : NULL };
	}
	return most;
}

/* ---- its overall ------------------------------------------------------------ */

/* An overall that is asked about. */
struct effect {
	const char		*name;
	enum question		 question;
	const struct ruleset	*set;
	size_t			 inputs;
};

int
whatif_has_resources(const struct sheet *s)
{
	return s->is_trust && strcmp(s->id, s->subject) == 0 &&
	    sector_has_resources(sector_parse(s->sector));
}

static size_t
find_effects(const struct whatif *w, struct effect out[EFFECTS])
{
	struct day		 on = w->was.as_of;
	const struct ruleset	*five = rules_for(PURPOSE_QUALITY,
				    sector_parse(w->was.sector), on, QUALITY);
	const struct ruleset	*six = rules_in_force(PURPOSE_COMBINED, on);
	size_t			 n = 0;

	if (w->set != NULL)
		*(w->set->min_rated == SIX ? &six : &five) = w->set;
	if (five != NULL)
		out[n++] = (struct effect){ "overall", QUESTION_OVERALL, five,
		    QUALITY };
	if (six != NULL && whatif_has_resources(&w->was))
		out[n++] = (struct effect){ "combined", QUESTION_COMBINED, six,
		    SIX };
	return n;
}

/* As if it were made of the six of this sheet, all of one day. */
static struct cell
make_overall(const struct effect *e, const struct sheet *s)
{
	const struct cell	*c = sheet_own(s, e->question);
	struct cell		 made = c != NULL ? *c : (struct cell){
				    .location = "", .service = "",
				    .question = e->question };
	uint8_t			 count[RATING_COUNT] = { 0 };
	size_t			 i;

	if (c == NULL)
		made.level = e->question == QUESTION_COMBINED ?
		    LEVEL_COMBINED : s->is_trust ? LEVEL_QUALITY :
		    LEVEL_LOCATION;
	for (i = 0; i < e->inputs; i++)
		count[rating_of(sheet_own(s, questions[i]))]++;
	made.unknown = count[RATING_NONE];
	count[RATING_NONE] = 0;
	made.awarded = NULL;
	made.departs = made.moved = made.over_limit = 0;
	made.set = e->set;
	made.computed = rules_decide(e->set, count);
	made.bounds = rules_bounds(e->set, count, made.unknown);
	made.computed_on = s->as_of;
	return made;
}

static void
put_overall(const struct whatif *w, const struct effect *e, struct arena *a,
    struct whatif_line *out)
{
	struct cell	*then = ARENA_NEW(a, struct cell);

	*then = make_overall(e, &w->then);
	*out = (struct whatif_line){ .kind = WHATIF_OVERALL, .what = e->name,
	    .title = why_title(a, &w->was, then),
	    .awarded = mark_of(sheet_own(&w->was, e->question)),
	    .now = make_overall(e, &w->now).bounds, .then = then->bounds,
	    .made = then };
}

size_t
whatif_answer(const struct whatif *w, struct arena *a,
    const struct whatif_line **out)
{
	struct effect		 e[EFFECTS];
	size_t			 i, n, effects = find_effects(w, e);
	struct whatif_line	*line = ARENA_ARRAY(a, w->then.ncell + SIX +
				    EFFECTS, struct whatif_line);

	n = put_below(w, a, line);
	n += put_questions(w, effects == EFFECTS ? SIX : QUALITY, line + n);
	for (i = 0; i < effects; i++)
		put_overall(w, &e[i], a, &line[n++]);
	*out = line;
	return n;
}

int
whatif_turn(const struct whatif_line *l)
{
	if (l->now.low == l->then.low && l->now.high == l->then.high)
		return 0;
	if (l->now.low == RATING_NONE || l->then.low == RATING_NONE)
		return WHATIF_UNCERTAIN;
	if (l->then.low >= l->now.low && l->then.high >= l->now.high)
		return 1;
	return l->then.low <= l->now.low && l->then.high <= l->now.high ? -1 :
	    WHATIF_UNCERTAIN;
}
