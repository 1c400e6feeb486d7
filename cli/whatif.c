/*
 * whatif - what the rules would give with other key questions.  Writes nothing.
 */
#include <stdio.h>

#include "cli/clocks.h"
#include "cli/cmd.h"
#include "cli/link.h"
#include "cli/list.h"
#include "cli/opt.h"
#include "cli/rulesets.h"
#include "cli/subjects.h"
#include "explain/whatif.h"
#include "explain/why.h"

static const char	verb[] = "whatif";

struct asked {
	const char	*organisation;
	struct clocks	 clocks;
	enum form	 form;
	struct whatif	 whatif;
	struct arena	*arena;
};

/* A cell is known or it is not; an overall may lie between two ratings. */
static const char *
bounds_words(struct asked *q, const struct whatif_line *l, struct bounds b)
{
	if (l->kind == WHATIF_OVERALL)
		return why_bounds(q->arena, b);
	return b.low != RATING_NONE ? rating_code(b.low) : "unknown";
}

static const char *
because(const struct whatif_line *l)
{
	if (l->supposed)
		return "supposed";
	if (l->kind == WHATIF_OWN)
		return whatif_turn(l) != 0 ? "what it is made from" : "";
	return l->made->set->id;
}

/* The row that decided; of its questions where they come from is enough. */
static const char *
row_of(const struct whatif_line *l)
{
	const struct cell	*c = l->made;

	return l->kind != WHATIF_OWN && c != NULL && c->computed.rule != NULL &&
	    c->bounds.low == c->bounds.high ? c->computed.rule->id : "";
}

static void
answer(struct asked *q)
{
	static const struct heading	headings[] = {
		{ "what", 0 }, { "now", 0 }, { "then", 0 }, { "because", 0 },
		{ "row", 0 }
	};
	const struct whatif_line	*l;
	struct list			*list;
	size_t				 i, n;

	n = whatif_answer(&q->whatif, q->arena, &l);
	list = list_open(stdout, q->form, headings, 5);
	for (i = 0; i < n; i++, l++)
		list_row(list, (const char *const []){ l->what,
		    bounds_words(q, l, l->now), bounds_words(q, l, l->then),
		    because(l), row_of(l) });
	list_close(&list);
}

static int
evaluate(struct asked *q, const struct subject *subject)
{
	struct err	e = { 0 };

	if (whatif_evaluate(&q->whatif, subject, q->arena, &e) == 0)
		return EXIT_OK;
	cmd_say(verb, "%s", e.text);
	return EXIT_NOINPUT;
}

static int
look_up_and_answer(struct asked *q)
{
	struct subject	 subject = { 0 };
	struct db	*db;
	int		 code = link_db(verb, subject_queries, &db);

	if (code != EXIT_OK)
		return code;
	code = subject_find(verb, db, q->organisation, q->clocks.known,
	    q->arena, &subject);
	if (code == EXIT_OK)
		code = evaluate(q, &subject);
	if (code == EXIT_OK)
		answer(q);
	if (code == EXIT_OK && form_is_table(q->form))
		cmd_next("sixthkey explain %s", q->organisation);
	db_close(&db);
	return code;
}

static int
read_words(struct asked *q, int n, char **argv, const char *id)
{
	struct err	e = { 0 };
	int		i;

	if (id != NULL &&
	    (q->whatif.set = ruleset_that_rates(verb, id)) == NULL)
		return EXIT_USAGE;
	if (n < 1 || (n < 2 && id == NULL))
		return cmd_misused(verb, "name an organisation and what to "
		    "suppose of it, such as safe=good");
	q->organisation = argv[1];
	for (i = 2; i <= n; i++)
		if (whatif_suppose(&q->whatif, argv[i], q->arena, &e) != 0)
			return cmd_misused(verb, "%s", e.text);
	return EXIT_OK;
}

int
cmd_whatif(int argc, char **argv)
{
	const char		*id = NULL, *at = NULL, *known = NULL;
	struct asked		 q = { .form = FORM_TABLE };
	const struct opt	 opts[] = {
		{ "output", 'o', OPT_FORM, &q.form },
		{ "ruleset", 0, OPT_TEXT, &id },
		{ "at", 0, OPT_TEXT, &at },
		{ "known", 0, OPT_TEXT, &known },
		{ 0 }
	};
	int			 n = opt_parse(opts, argc, argv), code;

	if (n == -1)
		return EXIT_USAGE;
	q.arena = arena_new(0);
	code = read_words(&q, n, argv, id);
	if (code == EXIT_OK)
		code = clocks_read(verb, at, known, q.arena, &q.clocks);
	q.whatif.at = clocks_at(&q.clocks);
	if (code == EXIT_OK)
		code = look_up_and_answer(&q);
	arena_free(&q.arena);
	return code;
}
