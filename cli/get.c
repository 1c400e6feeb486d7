/*
 * get - list what there is.
 */
#include <string.h>

#include "cli/cmd.h"
#include "cli/link.h"
#include "cli/listing.h"
#include "cli/opt.h"

const enum query listing_queries[] = {
	Q_SHOW_RATINGS, Q_SHOW_STATES, Q_SHOW_EVENTS, Q_NONE
};

static const struct {
	const char	*name;
	listing_fn	*run;
	int64_t		 limit;		/* where none is given */
} kinds[] = {
	{ "ratings", listing_ratings, 0 },
	{ "events", listing_events, 100 },
	{ "departures", listing_departures, 0 },
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
	rows = link_run(g->verb, g->db, query, p, code);
	params_free(&p);
	return rows;
}

int
listing_full(const struct listing *g, int64_t rows)
{
	return g->limit != 0 && rows >= g->limit;
}

static int
list_kind(size_t i, enum form form, int64_t limit)
{
	struct listing	g = { .verb = "get", .out = stdout, .form = form };
	int		code = link_db("get", listing_queries, &g.db);

	if (code != EXIT_OK)
		return code;
	g.limit = limit == NOT_GIVEN ? kinds[i].limit : limit;
	code = kinds[i].run(&g);
	db_close(&g.db);
	return code;
}

int
cmd_get(int argc, char **argv)
{
	const char		*form = NULL;
	int64_t			 limit = NOT_GIVEN;
	const struct opt	 opts[] = {
		{ "output", 'o', OPT_TEXT, &form },
		{ "limit", 0, OPT_NUMBER, &limit },
		{ 0 }
	};
	int			 n = opt_parse(opts, argc, argv);
	size_t			 i;

	if (n < 0)
		return EXIT_USAGE;
	if (form_parse(form) == FORM_NONE)
		return cmd_misused("get", "-o takes table, json, jsonl or csv, "
		    "not \"%s\"", form);
	for (i = 0; n == 1 && i < KINDS; i++)
		if (strcmp(argv[1], kinds[i].name) == 0)
			return list_kind(i, form_parse(form), limit);
	return cmd_misused("get", "say ratings, events or departures");
}
