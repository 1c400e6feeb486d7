/*
 * journey, describe event - everything that happened to one event, across all
 * stages, in the order of time.
 */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "cli/act.h"
#include "cli/cmd.h"
#include "cli/kept_describe.h"
#include "cli/link.h"
#include "cli/listing.h"
#include "cli/opt.h"
#include "operations/journey.h"
#include "operations/version.h"

enum { COLUMNS = 8 };

static const enum query queries[] = {
	Q_SHOW_FIND_EVENT, Q_SHOW_JOURNEY, Q_SHOW_EVENT_NAME, Q_NONE
};

static const struct heading headings[COLUMNS] = {
	{ "at", 0 }, { "stage", 0 }, { "what", 0 }, { "version", 1 },
	{ "attempt", 1 }, { "by", 0 }, { "build", 0 }, { "text", 0 }
};

static const char *
number(int64_t n, struct arena *a)
{
	return n == 0 ? "" : arena_printf(a, "%lld", (long long)n);
}

static void
list_journey(const struct rows *rows, enum form form)
{
	struct arena	*a = arena_new(0);
	struct list	*l = list_open(stdout, form, headings, COLUMNS);
	struct leg	 g;
	size_t		 i;

	for (i = 0; i < rows_count(rows); i++) {
		const char	*v[COLUMNS];

		journey_leg(rows, i, &g);
		v[0] = g.at;
		v[1] = stage_name(g.stage);
		v[2] = g.what;
		v[3] = number(g.version, a);
		v[4] = number(g.attempt, a);
		v[5] = g.who;
		v[6] = g.build;
		v[7] = g.text;
		list_row(l, v);
	}
	list_close(&l);
	arena_free(&a);
}

/* What did not go through is sent again; else there is a rating. */
static void
suggest(struct db *db, int64_t id, const struct rows *rows)
{
	struct arena		*a = arena_new(0);
	struct named_event	 ev = { .subject = "ORGANISATION" };
	struct leg		 last;
	struct err		 e = { 0 };

	journey_leg(rows, rows_count(rows) - 1, &last);
	if (last.did == LEG_ASIDE) {
		cmd_next("sixthkey retry --event %lld --reason \"...\"",
		    (long long)id);
	} else {
		event_name_find(db, arena_printf(a, "%lld", (long long)id), a,
		    &ev, &e);
		cmd_next("sixthkey explain %s", ev.subject);
	}
	arena_free(&a);
}

static int
no_event(const char *verb, const char *word)
{
	cmd_say(verb, "there is no event \"%s\"; sixthkey get events lists "
	    "them", word);
	return EXIT_NOINPUT;
}

static int
journey(const char *verb, const char *word, enum form form)
{
	struct rows	*rows = NULL;
	struct db	*db;
	struct err	 e = { 0 };
	int64_t		 id = 0;
	int		 code = link_db(verb, queries, &db);

	if (code != EXIT_OK)
		return code;
	id = journey_find(db, word, &e);
	if (id > 0)
		rows = journey_read(db, id, &e);
	if (rows != NULL)
		list_journey(rows, form);
	if (rows != NULL && form_is_table(form))
		suggest(db, id, rows);
	if (rows == NULL)
		code = id == 0 ? no_event(verb, word) : link_failed(verb, &e);
	rows_free(&rows);
	db_close(&db);
	return code;
}

/* `events` is a form where there is something to mend. */
static int
read_form(int argc, char **argv, enum form *form, int *n)
{
	const char		*word = NULL;
	const struct opt	 opts[] = {
		{ "output", 'o', OPT_TEXT, &word },
		{ 0 }
	};

	if ((*n = opt_parse(opts, argc, argv)) < 0)
		return EXIT_USAGE;
	*form = word != NULL && strcmp(word, "events") == 0 && *n == 2 &&
	    strcmp(argv[1], "reject") == 0 ? FORM_EVENTS : form_parse(word);
	return *form != FORM_NONE ? EXIT_OK : cmd_misused(argv[0],
	    "-o takes " FORM_WORDS ", not \"%s\"", word);
}

int
cmd_journey(int argc, char **argv)
{
	enum form	 form;
	int		 n, code = read_form(argc, argv, &form, &n);

	if (code == EXIT_OK && n != 1)
		code = cmd_misused("journey", "name one event: its id or "
		    "SOURCE:ID");
	return code == EXIT_OK ? journey("journey", argv[1], form) : code;
}

/* Kinds that are described by a verb of their own. */
static const struct {
	const char	*kind;
	cmd_fn		*run;
} verbs[] = {
	{ "trust", cmd_explain }, { "rating", cmd_explain },
	{ "organisation", cmd_explain }, { "ruleset", cmd_rulesets },
	{ "deadletter", cmd_journey },
};

int
cmd_describe(int argc, char **argv)
{
	enum form	 form;
	size_t		 i;
	int		 n, code;

	for (i = 0; argc > 2 && i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (strcmp(argv[1], verbs[i].kind) == 0)
			return verbs[i].run(argc - 1, argv + 1);
	code = read_form(argc, argv, &form, &n);
	if (code != EXIT_OK)
		return code;
	if (n != 2)
		return cmd_misused("describe", "say the kind and the name: "
		    "event, reject, trust, ruleset, stage, node, source, "
		    "operation, deadletter, …");
	if (strcmp(argv[1], "reject") == 0)
		return kept_describe(argv[2], form);
	if (strcmp(argv[1], "event") == 0)
		return journey("describe", argv[2], form);
	return listing_describe(argv[1], argv[2], form);
}
