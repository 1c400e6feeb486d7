#include "base/arena.h"
#include "cli/cmd.h"
#include "cli/link.h"
#include "cli/listing.h"
#include "operations/journey.h"

enum { PAGE = 500, COLUMNS = 8 };

static const struct heading headings[COLUMNS] = {
	{ "id", 1 }, { "at", 0 }, { "kind", 0 }, { "source", 0 },
	{ "source_id", 0 }, { "subject", 0 }, { "standing", 0 },
	{ "version", 1 }
};

static const char *
number(int64_t n, struct arena *a)
{
	return n == 0 ? "" : arena_printf(a, "%lld", (long long)n);
}

static void
put(struct list *l, const struct rows *rows, size_t at, struct arena *a)
{
	const char		*value[COLUMNS];
	struct event_row	 r;

	event_row(rows, at, a, &r);
	value[0] = number(r.id, a);
	value[1] = r.at;
	value[2] = r.kind;
	value[3] = r.source;
	value[4] = r.source_id;
	value[5] = r.subject;
	value[6] = r.standing;
	value[7] = number(r.version, a);
	list_row(l, value);
	arena_reset(a);
}

/* All, newest first; those before *before, which moves; 0: there is no more. */
static struct rows *
page(const struct listing *g, int64_t *before, int *code)
{
	struct params	*p = params_new();
	struct rows	*rows;
	size_t		 n;

	params_int8(p, *before);
	params_int4(p, PAGE);
	if (g->clocks.known != NULL)
		params_text(p, g->clocks.known);
	rows = link_run(g->verb, g->db, g->clocks.known != NULL ?
	    Q_SHOW_EVENTS_KNOWN : Q_SHOW_EVENTS, p, code);
	params_free(&p);
	n = rows == NULL ? 0 : rows_count(rows);
	*before = n == PAGE ? rows_int(rows, n - 1, 0) : 0;
	return rows;
}

/* The same of those that are picked. */
static struct rows *
picked(const struct listing *g, int64_t *before, int *code)
{
	struct pick_range	 r;
	struct err		 e = { 0 };
	struct rows		*rows = NULL;
	int64_t			 from = *before;

	if (pick_bounds(&g->pick, g->db, &r, &e) == 0) {
		r.high = from < r.high ? from : r.high;
		rows = pick_rows(&g->pick, g->db, &r, PAGE, before, &e);
	}
	if (rows == NULL)
		*code = link_failed(g->verb, &e);
	return rows;
}

int
listing_events(const struct listing *g)
{
	struct list	*l = list_open(g->out, g->form, headings, COLUMNS);
	struct arena	*a = arena_new(0);
	int64_t		 before = INT64_MAX, done = 0;
	size_t		 i;
	struct rows	*rows;
	int		 code = EXIT_OK;

	while (before > 0 && !listing_full(g, done)) {
		rows = pick_asks(&g->pick) ? picked(g, &before, &code) :
		    page(g, &before, &code);
		if (rows == NULL)
			break;
		for (i = 0; i < rows_count(rows) && !listing_full(g, done);
		    i++, done++)
			put(l, rows, i, a);
		rows_free(&rows);
	}
	list_close(&l);
	arena_free(&a);
	return code;
}
