/*
 * whatif - what the rules would give with other key questions.  Writes nothing.
 */
#include <stdio.h>
#include <string.h>

#include "cli/cmd.h"
#include "cli/link.h"
#include "cli/list.h"
#include "cli/opt.h"
#include "cli/rulesets.h"
#include "cli/subjects.h"
#include "explain/sheet.h"
#include "explain/why.h"

enum { QUALITY = 5, SIX = 6 };

static const char	verb[] = "whatif";

static const enum question questions[SIX] = {
	QUESTION_SAFE, QUESTION_EFFECTIVE, QUESTION_CARING,
	QUESTION_RESPONSIVE, QUESTION_WELL_LED, QUESTION_RESOURCES
};

/* The key questions of an organisation as they are and as supposed. */
struct supposition {
	const char		*organisation;
	enum form		 form;
	const struct ruleset	*set;		/* in the place of its like */
	enum rating		 now[SIX], then[SIX];
	uint8_t			 given[SIX];	/* supposed, whatever is known */
	struct sheet		 sheet;
	struct arena		*arena;
};

/* "safe=good" */
static int
suppose(struct supposition *s, const char *word)
{
	const char	*eq = strchr(word, '=');
	char		*name = arena_text(s->arena, word);
	enum question	 q;
	enum rating	 r;
	int		 i;

	if (eq == NULL)
		return cmd_misused(verb, "say safe=good, not \"%s\"", word);
	name[eq - word] = '\0';
	q = question_parse(name);
	r = rating_parse(eq + 1);
	if (r == RATING_NONE)
		return cmd_misused(verb, "\"%s\" is not a rating: inadequate, "
		    "requires_improvement, good or outstanding", eq + 1);
	for (i = 0; i < SIX && questions[i] != q; i++)
		;
	if (i == SIX)
		return cmd_misused(verb, "\"%s\" is not a key question: safe, "
		    "effective, caring, responsive, well_led or "
		    "use_of_resources", name);
	s->then[i] = r;
	s->given[i] = 1;
	return EXIT_OK;
}

static int
is_own_question(const struct sheet *s, const struct cell *c, enum question q)
{
	return c->question == q && *c->service == '\0' &&
	    (strcmp(c->location, s->id) == 0 ||
	    (*c->location == '\0' && strcmp(s->id, s->subject) == 0));
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
		s->now[i] = rating_now(&s->sheet, questions[i]);
		if (!s->given[i])
			s->then[i] = s->now[i];
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

	e.now = result(set, s->now, n, &o);
	e.then = result(set, s->then, n, &o);
	if (e.then.low == e.then.high && o.rule != NULL)
		e.row = o.rule->id;
	return e;
}

/* A trust has a combined rating where its sector is rated for resources. */
static size_t
find_effects(const struct supposition *s, struct effect out[2])
{
	enum sector		 sector = sector_parse(s->sheet.sector);
	struct day		 on = s->sheet.as_of;
	const struct ruleset	*five = rules_for(PURPOSE_QUALITY, sector, on,
				    QUALITY);
	const struct ruleset	*six = rules_in_force(PURPOSE_COMBINED, on);
	size_t			 n = 0;

	if (s->set != NULL)
		*(s->set->min_rated == SIX ? &six : &five) = s->set;
	if (five != NULL)
		out[n++] = effect_of(s, "overall", five, QUALITY);
	if (six != NULL && s->sheet.is_trust &&
	    strcmp(s->sheet.id, s->sheet.subject) == 0 &&
	    sector_has_resources(sector))
		out[n++] = effect_of(s, "combined", six, SIX);
	return n;
}

static void
put_question(struct list *list, const struct supposition *s, int i)
{
	list_row(list, (const char *const []){ question_code(questions[i]),
	    s->now[i] != RATING_NONE ? rating_code(s->now[i]) : "unknown",
	    s->then[i] != RATING_NONE ? rating_code(s->then[i]) : "unknown",
	    s->then[i] != s->now[i] ? "supposed" : "", "" });
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
	for (i = 0; i < (n == 2 ? SIX : QUALITY); i++)
		put_question(list, s, (int)i);
	for (i = 0; i < n; i++)
		list_row(list, (const char *const []){ e[i].name,
		    why_bounds(s->arena, e[i].now),
		    why_bounds(s->arena, e[i].then), e[i].set->id,
		    e[i].row });
	list_close(&list);
}

static int
look_up_and_answer(struct supposition *s)
{
	struct subject	 subject = { 0 };
	struct db	*db;
	int		 code = link_db(verb, subject_queries, &db);

	if (code != EXIT_OK)
		return code;
	code = subject_find(verb, db, s->organisation, NULL, s->arena,
	    &subject);
	if (code == EXIT_OK) {
		sheet_from_state(&s->sheet, &subject.state, INT32_MAX,
		    s->arena);
		s->sheet.id = subject.id;
		answer(s);
	}
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
		return cmd_misused(verb, "-o takes table, json, jsonl or csv, "
		    "not \"%s\"", form);
	if (id != NULL && (s->set = ruleset_that_rates(verb, id)) == NULL)
		return EXIT_USAGE;
	if (n < 1 || (n < 2 && id == NULL))
		return cmd_misused(verb, "name an organisation and what to "
		    "suppose of it, such as safe=good");
	s->organisation = argv[1];
	for (i = 2; i <= n && code == EXIT_OK; i++)
		code = suppose(s, argv[i]);
	return code;
}

int
cmd_whatif(int argc, char **argv)
{
	const char		*form = NULL, *id = NULL;
	const struct opt	 opts[] = {
		{ "output", 'o', OPT_TEXT, &form },
		{ "ruleset", 0, OPT_TEXT, &id },
		{ 0 }
	};
	struct supposition	 s = { .set = NULL };
	int			 n = opt_parse(opts, argc, argv), code;

	if (n == -1)
		return EXIT_USAGE;
	s.arena = arena_new(0);
	code = read_words(&s, n, argv, form, id);
	if (code == EXIT_OK)
		code = look_up_and_answer(&s);
	arena_free(&s.arena);
	return code;
}
