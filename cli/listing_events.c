#include "base/arena.h"
#include "cli/cmd.h"
#include "cli/link.h"
#include "cli/listing.h"
#include "proto/event.h"
#include "proto/frame.h"

enum { PAGE = 500, COLUMNS = 8, REPLAY = 5 };

static const struct heading headings[COLUMNS] = {
	{ "id", 1 }, { "at", 0 }, { "kind", 0 }, { "source", 0 },
	{ "source_id", 0 }, { "subject", 0 }, { "standing", 0 },
	{ "version", 1 }
};

/* Columns of show_events.sql. */
enum {
	COL_ID, COL_AT, COL_KIND, COL_SOURCE, COL_SOURCE_ID, COL_SUBJECT,
	COL_STAGE, COL_VERDICT, COL_OUTCOME, COL_VERSION, COL_DECISION,
	COL_DISCARDED
};

static const char *
waiting(const struct rows *rows, size_t at, struct arena *a)
{
	static const char *const words[] = {
		[VERDICT_RETRY] = "to be retried",
		[VERDICT_DEAD] = "dead",
		[VERDICT_PARKED] = "parked",
		[REPLAY] = "waiting"
	};
	int64_t	verdict = rows_int(rows, at, COL_VERDICT);

	if (verdict < VERDICT_RETRY || verdict > REPLAY)
		verdict = REPLAY;
	return arena_printf(a, "%s at %s", words[verdict],
	    stage_name((enum stage)rows_int(rows, at, COL_STAGE)));
}

static const char *
standing(const struct rows *rows, size_t at, struct arena *a)
{
	static const char *const decisions[] = {
		"undecided", "held", "published", "withheld", "suspended",
		"withdrawn", "superseded"
	};
	int64_t	d = rows_int(rows, at, COL_DECISION);

	if (rows_int(rows, at, COL_STAGE) != 0)
		return waiting(rows, at, a);
	if (rows_bool(rows, at, COL_DISCARDED))
		return "discarded";
	if (rows_int(rows, at, COL_OUTCOME) == 1)
		return "no change";
	return d >= 0 && d < (int64_t)(sizeof(decisions) /
	    sizeof(decisions[0])) ? decisions[d] : "";
}

static const char *
number(const struct rows *rows, size_t at, int column, struct arena *a)
{
	int64_t	n = rows_int(rows, at, column);

	return n == 0 ? "" : arena_printf(a, "%lld", (long long)n);
}

static void
put(struct list *l, const struct rows *rows, size_t at, struct arena *a)
{
	const char	*value[COLUMNS];

	value[0] = number(rows, at, COL_ID, a);
	value[1] = rows_text(rows, at, COL_AT);
	value[2] = event_kind_name((enum event_kind)rows_int(rows, at,
	    COL_KIND));
	value[3] = rows_text(rows, at, COL_SOURCE);
	value[4] = rows_text(rows, at, COL_SOURCE_ID);
	value[5] = rows_text(rows, at, COL_SUBJECT);
	value[6] = standing(rows, at, a);
	value[7] = number(rows, at, COL_VERSION, a);
	list_row(l, value);
	arena_reset(a);
}

static struct rows *
page(const struct listing *g, int64_t before, int *code)
{
	struct params	*p = params_new();
	struct rows	*rows;

	params_int8(p, before);
	params_int4(p, PAGE);
	rows = link_run(g->verb, g->db, Q_SHOW_EVENTS, p, code);
	params_free(&p);
	return rows;
}

int
listing_events(const struct listing *g)
{
	struct list	*l = list_open(g->out, g->form, headings, COLUMNS);
	struct arena	*a = arena_new(0);
	int64_t		 before = INT64_MAX, done = 0;
	size_t		 i, n = PAGE;
	struct rows	*rows;
	int		 code = EXIT_OK;

	while (n == PAGE && !listing_full(g, done) &&
	    (rows = page(g, before, &code)) != NULL) {
		n = rows_count(rows);
		for (i = 0; i < n && !listing_full(g, done); i++, done++)
			put(l, rows, i, a);
		before = n > 0 ? rows_int(rows, n - 1, COL_ID) : 0;
		rows_free(&rows);
	}
	list_close(&l);
	arena_free(&a);
	return code;
}
