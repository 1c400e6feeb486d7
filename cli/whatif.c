/*
 * whatif - what the rules would give with other key questions.  Writes nothing.
 */
#include <stdio.h>
#include <string.h>

#include "cli/clocks.h"
#include "cli/cmd.h"
#include "cli/link.h"
#include "cli/list.h"
#include "cli/opt.h"
#include "cli/rulesets.h"
#include "cli/subjects.h"
#include "cli/suppose.h"
#include "explain/sheet.h"
#include "explain/why.h"

enum { QUALITY = 5, SIX = 6 };

static const char	verb[] = "whatif";

static const enum question questions[SIX] = {
	QUESTION_SAFE, QUESTION_EFFECTIVE, QUESTION_CARING,
	QUESTION_RESPONSIVE, QUESTION_WELL_LED, QUESTION_RESOURCES
};

/* The grid of an organisation as it is and as supposed. */
struct supposition {
	const char		*organisation;
	struct clocks		 clocks;
	enum form		 form;
	const struct ruleset	*set;		/* in the place of its like */
	struct supposed		 supposed[SUPPOSE_MAX];
	size_t			 n;
	struct facts		 facts;
	struct sheet		 was, now, then; /* now: what the rules make of
						  * what is judged */
	enum rating		 before[SIX], after[SIX];
	struct arena		*arena;
};

static int
is_own_place(const struct sheet *s, const char *location)
{
	return strcmp(location, s->id) == 0 ||
	    (*location == '\0' && strcmp(s->id, s->subject) == 0);
}

static int
is_own_question(const struct sheet *s, const struct cell *c, enum question q)
{
	return c->question == q && *c->service == '\0' &&
	    is_own_place(s, c->location);
}

static enum rating
rating_now(const struct sheet *s, enum question q)
{
	const struct cell	*c;

	for (c = s->cell; c < s->cell + s->ncell; c++) {
		if (!is_own_question(s, c, q))
			continue;
		if (c->awarded != NULL)
			return mark_rating(c->awarded->mark);
		return c->bounds.low == c->bounds.high ? c->bounds.low :
		    RATING_NONE;
	}
	return RATING_NONE;
}

static void
fill_in(struct supposition *s)
{
	int	i;

	for (i = 0; i < SIX; i++) {
		s->before[i] = rating_now(&s->now, questions[i]);
		s->after[i] = rating_now(&s->then, questions[i]);
	}
}

/* What the first n questions give, where all that are known are enough. */
static struct bounds
result(const struct ruleset *set, const enum rating *in, size_t n,
    struct outcome *o)
{
	uint8_t	count[RATING_COUNT] = { 0 };
	size_t	i, unknown;

	for (i = 0; i < n; i++)
		count[in[i]]++;
	unknown = count[RATING_NONE];
	count[RATING_NONE] = 0;
	*o = rules_decide(set, count);
	return rules_bounds(set, count, unknown);
}

/* One overall: where it comes from and what becomes of it. */
struct effect {
	const char		*name;
	const struct ruleset	*set;
	struct bounds		 now, then;
	const char		*row;
};

static struct effect
effect_of(const struct supposition *s, const char *name,
    const struct ruleset *set, size_t n)
{
	struct effect	e = { .name = name, .set = set, .row = "" };
	struct outcome	o;

	e.now = result(set, s->before, n, &o);
	e.then = result(set, s->after, n, &o);
	if (e.then.low == e.then.high && o.rule != NULL)
		e.row = o.rule->id;
	return e;
}

/* A trust has a combined rating where its sector is rated for resources. */
static size_t
find_effects(const struct supposition *s, struct effect out[2])
{
	enum sector		 sector = sector_parse(s->was.sector);
	struct day		 on = s->was.as_of;
	const struct ruleset	*five = rules_for(PURPOSE_QUALITY, sector, on,
				    QUALITY);
	const struct ruleset	*six = rules_in_force(PURPOSE_COMBINED, on);
	size_t			 n = 0;

	if (s->set != NULL)
		*(s->set->min_rated == SIX ? &six : &five) = s->set;
	if (five != NULL)
		out[n++] = effect_of(s, "overall", five, QUALITY);
	if (six != NULL && s->was.is_trust &&
	    strcmp(s->was.id, s->was.subject) == 0 &&
	    sector_has_resources(sector))
		out[n++] = effect_of(s, "combined", six, SIX);
	return n;
}

static const char *
code_of(enum rating r)
{
	return r != RATING_NONE ? rating_code(r) : "unknown";
}

static int
is_supposed_own(const struct supposition *s, enum question q)
{
	size_t	i;

	for (i = 0; i < s->n; i++)
		if (s->supposed[i].question == q &&
		    s->supposed[i].service[0] == '\0' && is_own_place(&s->was,
		    s->supposed[i].location))
			return 1;
	return 0;
}

static void
put_question(struct list *list, const struct supposition *s, int i)
{
	const char	*because = "";

	if (is_supposed_own(s, questions[i]))
		because = "supposed";
	else if (s->after[i] != s->before[i])
		because = "what it is made from";
	list_row(list, (const char *const []){ question_code(questions[i]),
	    code_of(s->before[i]), code_of(s->after[i]), because, "" });
}

/* ---- below the organisation itself ----------------------------------------- */

static const char *
place_words(const struct supposition *s, const struct cell *c)
{
	return arena_printf(s->arena, "%s%s%s%s%s", c->location,
	    *c->location != '\0' && *c->service != '\0' ? "/" : "",
	    c->service, *c->location != '\0' || *c->service != '\0' ? ":" :
	    "", question_code(c->question));
}

static enum rating
rating_at(const struct sheet *sheet, const struct cell *c)
{
	const struct cell	*found = sheet_find(sheet, c->level,
				    c->location, c->service, c->question);

	if (found == NULL)
		return RATING_NONE;
	return found->awarded != NULL ? mark_rating(found->awarded->mark) :
	    found->bounds.low == found->bounds.high ? found->bounds.low :
	    RATING_NONE;
}

static int
is_reached(const struct supposition *s, const struct cell *c)
{
	size_t	i;

	for (i = 0; i < s->n; i++)
		if (suppose_reaches(&s->supposed[i], &s->facts, c->location,
		    c->service, c->question))
			return 1;
	return 0;
}

static int
is_supposed(const struct supposition *s, const struct cell *c)
{
	size_t	i;

	for (i = 0; i < s->n; i++)
		if (s->supposed[i].question == c->question &&
		    strcmp(s->supposed[i].location, c->location) == 0 &&
		    strcmp(s->supposed[i].service, c->service) == 0)
			return 1;
	return 0;
}

/* Supposed cells, and the aggregates between them and the organisation. */
static void
put_below(struct list *list, const struct supposition *s)
{
	const struct cell	*c;

	for (c = s->then.cell; c < s->then.cell + s->then.ncell; c++) {
		int	made = is_reached(s, c) && c->set != NULL;

		if ((*c->service == '\0' && is_own_place(&s->was,
		    c->location)) || (!made && !is_supposed(s, c)) ||
		    (s->was.is_trust && *c->location == '\0' &&
		    *c->service == '\0'))
			continue;
		list_row(list, (const char *const []){ place_words(s, c),
		    code_of(rating_at(&s->now, c)),
		    code_of(rating_at(&s->then, c)),
		    made ? c->set->id : "supposed",
		    made && c->computed.rule != NULL &&
		    c->bounds.low == c->bounds.high ? c->computed.rule->id :
		    "" });
	}
}

static void
answer(struct supposition *s)
{
	static const struct heading	headings[] = {
		{ "what", 0 }, { "now", 0 }, { "then", 0 }, { "because", 0 },
		{ "row", 0 }
	};
	struct effect	 e[2];
	struct list	*list;
	size_t		 i, n;

	fill_in(s);
	n = find_effects(s, e);
	list = list_open(stdout, s->form, headings, 5);
	put_below(list, s);
	for (i = 0; i < (n == 2 ? SIX : QUALITY); i++)
		put_question(list, s, (int)i);
	for (i = 0; i < n; i++)
		list_row(list, (const char *const []){ e[i].name,
		    why_bounds(s->arena, e[i].now),
		    why_bounds(s->arena, e[i].then), e[i].set->id,
		    e[i].row });
	list_close(&list);
}

/* Where it all is, and the grid with it and without. */
static int
evaluate(struct supposition *s)
{
	struct facts	f;
	int		code = EXIT_OK;
	size_t		i;

	for (i = 0; i < s->n && code == EXIT_OK; i++)
		code = suppose_place(verb, &s->facts, s->was.id,
		    &s->supposed[i]);
	if (code != EXIT_OK)
		return code;
	s->now = s->then = s->was;
	suppose_facts(&s->facts, s->was.cell, s->was.ncell, s->supposed, s->n,
	    0, clocks_at(&s->clocks), s->arena, &f);
	sheet_evaluate(&s->now, &f, clocks_at(&s->clocks), s->arena);
	suppose_facts(&s->facts, s->was.cell, s->was.ncell, s->supposed, s->n,
	    1, clocks_at(&s->clocks), s->arena, &f);
	sheet_evaluate(&s->then, &f, clocks_at(&s->clocks), s->arena);
	return EXIT_OK;
}

static int
look_up_and_answer(struct supposition *s)
{
	struct subject	 subject = { 0 };
	struct identity	 who;
	struct db	*db;
	int		 code = link_db(verb, subject_queries, &db);

	if (code != EXIT_OK)
		return code;
	code = subject_find(verb, db, s->organisation, s->clocks.known, s->arena,
	    &subject);
	if (code == EXIT_OK) {
		sheet_from_state(&s->was, &subject.state,
		    clocks_at(&s->clocks),
		    s->arena);
		facts_from_state(&subject.state, s->arena, &s->facts, &who);
		s->was.id = subject.id;
		code = evaluate(s);
	}
	if (code == EXIT_OK)
		answer(s);
	if (code == EXIT_OK && form_is_table(s->form))
		cmd_next("sixthkey explain %s", s->organisation);
	db_close(&db);
	return code;
}

static int
read_words(struct supposition *s, int n, char **argv, const char *form,
    const char *id)
{
	int	i, code = EXIT_OK;

	s->form = form_parse(form);
	if (s->form == FORM_NONE)
		return cmd_misused(verb, "-o takes " FORM_WORDS ", "
		    "not \"%s\"", form);
	if (id != NULL && (s->set = ruleset_that_rates(verb, id)) == NULL)
		return EXIT_USAGE;
	if (n < 1 || (n < 2 && id == NULL))
		return cmd_misused(verb, "name an organisation and what to "
		    "suppose of it, such as safe=good");
	s->organisation = argv[1];
	if (n - 1 > SUPPOSE_MAX)
		return cmd_misused(verb, "suppose at most %d ratings",
		    SUPPOSE_MAX);
	for (i = 2; i <= n && code == EXIT_OK; i++)
		code = suppose_read(verb, argv[i], s->arena,
		    &s->supposed[s->n++]);
	return code;
}

int
cmd_whatif(int argc, char **argv)
{
	const char		*form = NULL, *id = NULL, *at = NULL;
	const char		*known = NULL;
	const struct opt	 opts[] = {
		{ "output", 'o', OPT_TEXT, &form },
		{ "ruleset", 0, OPT_TEXT, &id },
		{ "at", 0, OPT_TEXT, &at },
		{ "known", 0, OPT_TEXT, &known },
		{ 0 }
	};
	struct supposition	 s = { .set = NULL };
	int			 n = opt_parse(opts, argc, argv), code;

	if (n == -1)
		return EXIT_USAGE;
	s.arena = arena_new(0);
	code = read_words(&s, n, argv, form, id);
	if (code == EXIT_OK)
		code = clocks_read(verb, at, known, s.arena, &s.clocks);
	if (code == EXIT_OK)
		code = look_up_and_answer(&s);
	arena_free(&s.arena);
	return code;
}
