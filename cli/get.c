/*
 * get - list what there is.
 */
#include <string.h>

#include "base/text.h"
#include "cli/act.h"
#include "cli/clocks.h"
#include "cli/cmd.h"
#include "cli/kept.h"
#include "cli/link.h"
#include "cli/listing.h"
#include "cli/opt.h"
#include "operations/aside.h"
#include "operations/upstream.h"
#include "cli/subjects.h"

const enum query listing_queries[] = {
	Q_SHOW_RATINGS, Q_SHOW_STATES, Q_SHOW_EVENTS, Q_SHOW_EVENTS_KNOWN,
	Q_SHOW_EVENTS_BY, Q_SHOW_EVENT_BOUNDS, Q_SHOW_OVERDUE, Q_NONE
};

/* Which clocks a list takes, and which filters: --stage and --class, also
 * --verdict, or all of a pick. */
enum { BY_KNOWN = 1, BY_DAY = 2, BY_BOTH = 3 };
enum { CHOICE_NONE, CHOICE_ASIDE, CHOICE_PICK };

static const struct {
	const char	*name;
	listing_fn	*run;
	int64_t		 limit;		/* where none is given */
	const enum query *queries;
	int		 choice;	/* which filters it takes */
	int		 clocks;
	const char	*next;		/* what to do about a row */
	const char	*then;		/* and about one that was described */
} kinds[] = {
	{ "ratings", listing_ratings, 0, listing_queries, 0, BY_BOTH,
	    "explain ORGANISATION", "explain ORGANISATION" },
	{ "events", listing_events, 100, listing_queries, CHOICE_PICK, BY_KNOWN,
	    "journey ID", "journey ID" },
	{ "departures", listing_departures, 0, listing_queries, 0, BY_BOTH,
	    "explain ORGANISATION", "explain ORGANISATION" },
	{ "overdue", listing_overdue, 0, listing_queries, 0, BY_BOTH,
	    "explain ORGANISATION", "workflow ORGANISATION" },
	{ "aside", listing_aside, 100, listing_act_queries, CHOICE_ASIDE, 0,
	    "journey EVENT, or retry --event EVENT --reason \"...\"",
	    "retry --event EVENT --reason \"...\"" },
	{ "deadletters", listing_deadletters, 0, listing_act_queries, CHOICE_ASIDE, 0,
	    "retry --class TEXT --reason \"...\"",
	    "retry --class TEXT --reason \"...\"" },
	{ "audit", listing_audit, 100, listing_act_queries, 0, 0,
	    "get operations", "get operations" },
	{ "rejects", listing_rejects, 100, kept_queries, 0, 0,
	    "describe reject ID; to mend them: get rejects -o events",
	    "get rejects -o events" },
	{ "settings", listing_settings, 0, listing_act_queries, 0, 0,
	    "set STAGE KEY=VALUE --reason \"...\"",
	    "set STAGE KEY=VALUE --reason \"...\"" },
	{ "stages", listing_stages, 0, listing_line_queries, 0, 0,
	    "describe stage STAGE, or pause STAGE --reason \"...\"",
	    "pause STAGE --reason \"...\"" },
	{ "nodes", listing_nodes, 0, listing_line_queries, 0, 0,
	    "drain NODE --reason \"...\"", "drain NODE --reason \"...\"" },
	{ "sources", listing_sources, 0, upstream_queries, 0, 0,
	    "get rejects", "get rejects" },
	{ "operations", listing_operations, 100, listing_act_queries, 0, 0,
	    "describe operation SNAPSHOT",
	    "VERB --snapshot SNAPSHOT goes on, VERB --cancel SNAPSHOT ends it" },
};

enum { KINDS = sizeof(kinds) / sizeof(kinds[0]), NOT_GIVEN = -1 };

struct rows *
listing_page(const struct listing *g, enum query query, const char *after,
    int32_t most, int *code)
{
	struct params	*p = params_new();
	struct rows	*rows;

	params_text(p, after);
	params_int4(p, most);
	params_text(p, g->clocks.known != NULL ? g->clocks.known : "");
	rows = link_run(g->verb, g->db, query, p, code);
	params_free(&p);
	return rows;
}

int
listing_full(const struct listing *g, int64_t rows)
{
	return g->limit != 0 && rows >= g->limit;
}

void
listing_put(const struct listing *g, struct list *l,
    const char *const *values)
{
	if (g->only != NULL && strcmp(values[0], g->only) != 0 &&
	    strcmp(values[1], g->only) != 0)
		return;
	if (g->found != NULL)
		++*g->found;
	list_row(l, values);
}

/* "nodes", and "node" is the same; "trusts" are who is rated. */
static size_t
find_kind(const char *word)
{
	size_t	 i = 0, n;

	if (strcmp(word, "trusts") == 0 || strcmp(word, "trust") == 0)
		word = "ratings";
	for (; i < KINDS; i++) {
		n = strlen(kinds[i].name);
		if (strcmp(kinds[i].name, word) == 0 ||
		    (strlen(word) == n - 1 && kinds[i].name[n - 1] == 's' &&
		    strncmp(kinds[i].name, word, n - 1) == 0))
			break;
	}
	return i;
}

void
listing_kinds(struct buf *b)
{
	size_t	 i;

	for (i = 0; i < KINDS; i++)
		buf_printf(b, "%s ", kinds[i].name);
	buf_text(b, "rulesets ");
}

static int
no_kind(const char *verb, const char *word)
{
	const char	*names[KINDS + 3];
	size_t		 i;

	for (i = 0; i < KINDS; i++)
		names[i] = kinds[i].name;
	names[i++] = "trusts";
	names[i++] = "rulesets";
	names[i] = NULL;
	return cmd_choose(verb, "kind", word, names);
}

int
listing_describe(const char *kind, const char *name, enum form form)
{
	struct listing	 g = { .verb = "describe", .out = stdout,
			    .form = form_is_table(form) ? FORM_CARD : form,
			    .class = "", .only = name };
	size_t		 i = find_kind(kind);
	int		 code, found = 0;

	if (i == KINDS)
		return no_kind("describe", kind);
	g.found = &found;
	code = link_db("describe", kinds[i].queries, &g.db);
	if (code == EXIT_OK)
		code = kinds[i].run(&g);
	db_close(&g.db);
	if (code == EXIT_OK && found > 0 && g.form == FORM_CARD)
		cmd_next("sixthkey %s", kinds[i].then);
	if (code == EXIT_OK && found == 0) {
		cmd_say("describe", "there is no %s \"%s\"; sixthkey get %s "
		    "lists them", kind, name, kinds[i].name);
		code = EXIT_NOINPUT;
	}
	return code;
}

static int
list_kind(size_t i, struct listing *g)
{
	int	code = link_db("get", kinds[i].queries, &g->db);

	if (code != EXIT_OK)
		return code;
	if (g->limit == NOT_GIVEN)
		g->limit = kinds[i].limit;
	code = kinds[i].run(g);
	db_close(&g->db);
	if (code == EXIT_OK && form_is_table(g->form))
		cmd_next("sixthkey %s", kinds[i].next);
	return code;
}

/* FORM_NONE: there is no such form of that kind. */
static enum form
read_form(const char *word, size_t i)
{
	if (word != NULL && strcmp(word, "events") == 0)
		return i < KINDS && kinds[i].run == listing_rejects ?
		    FORM_EVENTS : FORM_NONE;
	return form_parse(word);
}

/* What is asked of the two clocks, where they mean something. */
static int
read_clocks(size_t i, const char *at, const char *known, struct listing *g,
    struct arena *a)
{
	if (known != NULL && (kinds[i].clocks & BY_KNOWN) == 0)
		return cmd_misused("get", "--known is for ratings, events, "
		    "departures and overdue");
	if (at != NULL && (kinds[i].clocks & BY_DAY) == 0)
		return cmd_misused("get", "--at is for ratings, departures "
		    "and overdue");
	return clocks_read("get", at, known, a, &g->clocks);
}

/* Of what is aside. */
static int
choose_aside(const char *verdict, struct listing *g)
{
	const char	*stage = g->pick.word[PICK_STAGE];
	int		 code = EXIT_OK;

	g->class = pick_word(&g->pick, PICK_ERROR);
	if (stage != NULL)
		code = act_stage("get", stage, 0, &g->stage);
	if (code != EXIT_OK || verdict == NULL)
		return code;
	g->verdict = aside_verdict(verdict);
	return g->verdict != VERDICT_NONE ? EXIT_OK : cmd_misused("get",
	    "--verdict takes dead, retry or parked, not \"%s\"", verdict);
}

static int
choose_events(const char *known, struct listing *g, struct arena *a)
{
	struct err	 e = { 0 };
	int		 code = EXIT_OK;

	if (known != NULL && pick_asks(&g->pick))
		return cmd_misused("get", "--known is for all events, without "
		    "a filter");
	if (g->pick.word[PICK_STAGE] != NULL)
		code = act_stage("get", g->pick.word[PICK_STAGE], 0,
		    &g->stage);
	if (code != EXIT_OK)
		return code;
	return pick_read(&g->pick, a, &e) == 0 ? EXIT_OK :
	    cmd_misused("get", "--%s", e.text);
}

/* What only some lists can be filtered by; NULL: nothing is said that this one
 * cannot. */
static const char *
foreign_filter(size_t i, const char *verdict, const struct pick *p)
{
	int	 f;

	if (kinds[i].choice != CHOICE_ASIDE && verdict != NULL)
		return "--verdict is for aside and deadletters";
	for (f = 0; f < PICK_FIELDS && kinds[i].choice != CHOICE_PICK; f++)
		if (p->word[f] == NULL)
			continue;
		else if (f != PICK_STAGE && f != PICK_ERROR)
			return "--trust, --source, --state, --trace, --since "
			    "and --until are for events";
		else if (kinds[i].choice == CHOICE_NONE)
			return "--stage and --class are for events, aside and "
			    "deadletters";
	return NULL;
}

static int
choose(size_t i, const char *verdict, const char *known, struct listing *g,
    struct arena *a)
{
	const char	*foreign = foreign_filter(i, verdict, &g->pick);

	if (foreign != NULL)
		return cmd_misused("get", "%s", foreign);
	return kinds[i].choice == CHOICE_PICK ? choose_events(known, g, a) :
	    choose_aside(verdict, g);
}

/* They are in the program, not in the database. */
static int
get_rulesets(const char *form)
{
	char	 verb[] = "rulesets", o[] = "-o", word[16];
	char	*argv[] = { verb, o, word, NULL };

	snprintf(word, sizeof(word), "%s", form == NULL ? "table" : form);
	return cmd_rulesets(3, argv);
}

/* What is said of the list in words. */
struct asked {
	const char	*kind;		/* NULL: none was named */
	const char	*form, *verdict, *at, *known;
};

static int
get(const struct asked *q, struct listing *g)
{
	size_t		 i = q->kind != NULL ? find_kind(q->kind) : KINDS;
	struct arena	*a;
	int		 code;

	g->form = read_form(q->form, i);
	if (g->form == FORM_NONE)
		return cmd_misused("get", "-o takes " FORM_WORDS ", "
		    "of rejects also events, not \"%s\"", q->form);
	if (q->kind != NULL && (strcmp(q->kind, "rulesets") == 0 ||
	    strcmp(q->kind, "ruleset") == 0))
		return get_rulesets(q->form);
	if (i == KINDS)
		return no_kind("get", q->kind);
	if (g->all && kinds[i].run != listing_rejects)
		return cmd_misused("get", "--all is for rejects");
	a = arena_new(0);
	code = choose(i, q->verdict, q->known, g, a);
	if (code == EXIT_OK)
		code = read_clocks(i, q->at, q->known, g, a);
	if (code == EXIT_OK)
		code = list_kind(i, g);
	arena_free(&a);
	return code;
}

int
cmd_get(int argc, char **argv)
{
	struct asked		 q = { 0 };
	struct listing		 g = { .verb = "get", .out = stdout,
				    .limit = NOT_GIVEN, .class = "" };
	const char		**word = g.pick.word;
	const struct opt	 opts[] = {
		{ "output", 'o', OPT_TEXT, &q.form },
		{ "limit", 0, OPT_NUMBER, &g.limit },
		{ "stage", 0, OPT_TEXT, &word[PICK_STAGE] },
		{ "verdict", 0, OPT_TEXT, &q.verdict },
		{ "class", 0, OPT_TEXT, &word[PICK_ERROR] },
		{ "trust", 0, OPT_TEXT, &word[PICK_SUBJECT] },
		{ "source", 0, OPT_TEXT, &word[PICK_SOURCE] },
		{ "state", 0, OPT_TEXT, &word[PICK_STATE] },
		{ "trace", 0, OPT_TEXT, &word[PICK_TRACE] },
		{ "since", 0, OPT_TEXT, &word[PICK_SINCE] },
		{ "until", 0, OPT_TEXT, &word[PICK_UNTIL] },
		{ "at", 0, OPT_TEXT, &q.at },
		{ "known", 0, OPT_TEXT, &q.known },
		{ "all", 0, OPT_FLAG, &g.all },
		{ 0 }
	};
	int			 n = opt_parse(opts, argc, argv);

	if (n < 0)
		return EXIT_USAGE;
	q.kind = n == 1 ? argv[1] : NULL;
	return get(&q, &g);
}
