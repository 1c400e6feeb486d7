/*
 * What operators list: what is aside, who did what, what is set.
 */
#include "base/arena.h"
#include "cli/cmd.h"
#include "cli/link.h"
#include "cli/listing.h"
#include "operations/aside.h"

enum { PAGE = 500 };

const enum query listing_act_queries[] = {
	Q_SHOW_ASIDE, Q_SHOW_ASIDE_CLASSES, Q_SHOW_AUDIT, Q_SHOW_SETTINGS,
	Q_SHOW_OPERATIONS, Q_NONE
};

/* A column of a statement, and how it is shown. */
enum show { SHOW_TEXT, SHOW_NUMBER, SHOW_STAGE, SHOW_VERDICT };

struct shown {
	enum query		 query;
	const struct heading	*heading;
	const enum show		*show;
	size_t			 n;
};

static const char *
value(const struct rows *rows, size_t row, size_t i, enum show show,
    struct arena *a)
{
	int	c = (int)i;

	switch (show) {
	case SHOW_NUMBER:
		return arena_printf(a, "%lld",
		    (long long)rows_int(rows, row, c));
	case SHOW_STAGE:
		return rows_int(rows, row, c) == STAGE_NONE ? "all" :
		    stage_name((enum stage)rows_int(rows, row, c));
	case SHOW_VERDICT:
		return aside_state((enum verdict)rows_int(rows, row, c));
	default:
		return rows_text(rows, row, c);
	}
}

static void
put(const struct listing *g, struct list *l, const struct shown *s,
    const struct rows *rows, size_t row, struct arena *a)
{
	const char	*text[LIST_COLUMNS_MAX];
	size_t		 i;

	for (i = 0; i < s->n; i++)
		text[i] = value(rows, row, i, s->show[i], a);
	listing_put(g, l, text);
	arena_reset(a);
}

static void
add_choice(struct params *p, const struct listing *g)
{
	params_int4(p, (int32_t)g->stage);
	params_int4(p, (int32_t)g->verdict);
	params_text(p, g->class);
}

/* One statement with all there is. */
static int
list_once(const struct listing *g, const struct shown *s, struct params *p)
{
	struct arena	*a = arena_new(0);
	int		 code;
	struct rows	*rows = link_run(g->verb, g->db, s->query, p, &code);
	struct list	*l;
	size_t		 i;

	params_free(&p);
	if (rows != NULL) {
		l = list_open(g->out, g->form, s->heading, s->n);
		for (i = 0; i < rows_count(rows) &&
		    !listing_full(g, (int64_t)i); i++)
			put(g, l, s, rows, i, a);
		list_close(&l);
	}
	rows_free(&rows);
	arena_free(&a);
	return code;
}

/* Page by page, downwards by the number in the first column. */
static int
list_pages(const struct listing *g, const struct shown *s, int choice)
{
	struct list	*l = list_open(g->out, g->form, s->heading, s->n);
	struct arena	*a = arena_new(0);
	struct params	*p = params_new();
	int64_t		 before = INT64_MAX, done = 0;
	struct rows	*rows;
	size_t		 i, n = PAGE;
	int		 code = EXIT_OK;

	while (n == PAGE && !listing_full(g, done)) {
		params_reset(p);
		params_int8(p, before);
		params_int4(p, PAGE);
		if (choice)
			add_choice(p, g);
		rows = link_run(g->verb, g->db, s->query, p, &code);
		n = rows != NULL ? rows_count(rows) : 0;
		for (i = 0; i < n && !listing_full(g, done); i++, done++)
			put(g, l, s, rows, i, a);
		before = n > 0 ? rows_int(rows, n - 1, 0) : 0;
		rows_free(&rows);
	}
	params_free(&p);
	list_close(&l);
	arena_free(&a);
	return code;
}

int
listing_aside(const struct listing *g)
{
	static const struct heading heading[] = {
		{ "id", 1 }, { "at", 0 }, { "stage", 0 }, { "event", 1 },
		{ "state", 0 }, { "attempt", 1 }, { "due", 0 },
		{ "class", 0 }, { "error", 0 }, { "worker", 0 }
	};
	static const enum show show[] = {
		SHOW_NUMBER, SHOW_TEXT, SHOW_STAGE, SHOW_NUMBER, SHOW_VERDICT,
		SHOW_NUMBER, SHOW_TEXT, SHOW_TEXT, SHOW_TEXT, SHOW_TEXT
	};
	static const struct shown s = { Q_SHOW_ASIDE, heading, show, 10 };

	return list_pages(g, &s, 1);
}

int
listing_deadletters(const struct listing *g)
{
	static const struct heading heading[] = {
		{ "stage", 0 }, { "state", 0 }, { "class", 0 },
		{ "count", 1 }, { "first", 0 }, { "last", 0 },
		{ "example", 1 }
	};
	static const enum show show[] = {
		SHOW_STAGE, SHOW_VERDICT, SHOW_TEXT, SHOW_NUMBER, SHOW_TEXT,
		SHOW_TEXT, SHOW_NUMBER
	};
	static const struct shown s = { Q_SHOW_ASIDE_CLASSES, heading, show,
				    7 };
	struct listing	 dead = *g;
	struct params	*p = params_new();

	if (dead.verdict == VERDICT_NONE)
		dead.verdict = VERDICT_DEAD;
	add_choice(p, &dead);
	return list_once(&dead, &s, p);
}

int
listing_audit(const struct listing *g)
{
	static const struct heading heading[] = {
		{ "id", 1 }, { "at", 0 }, { "who", 0 }, { "role", 0 },
		{ "what", 0 }, { "target", 0 }, { "reason", 0 },
		{ "detail", 0 }
	};
	static const enum show show[] = {
		SHOW_NUMBER, SHOW_TEXT, SHOW_TEXT, SHOW_TEXT, SHOW_TEXT,
		SHOW_TEXT, SHOW_TEXT, SHOW_TEXT
	};
	static const struct shown s = { Q_SHOW_AUDIT, heading, show, 8 };

	return list_pages(g, &s, 0);
}

int
listing_operations(const struct listing *g)
{
	static const struct heading heading[] = {
		{ "id", 1 }, { "snapshot", 0 }, { "verb", 0 }, { "at", 0 },
		{ "who", 0 }, { "reason", 0 }, { "filter", HEADING_WIDE },
		{ "count", 1 }, { "done", 1 }, { "skipped", 1 }
	};
	static const enum show show[] = {
		SHOW_NUMBER, SHOW_TEXT, SHOW_TEXT, SHOW_TEXT, SHOW_TEXT,
		SHOW_TEXT, SHOW_TEXT, SHOW_NUMBER, SHOW_NUMBER, SHOW_NUMBER
	};
	static const struct shown s = { Q_SHOW_OPERATIONS, heading, show, 10 };

	return list_pages(g, &s, 0);
}
