#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "cli/cmd.h"
#include "cli/link.h"
#include "cli/listing.h"
#include "proto/convert.h"
#include "proto/deadline.h"
#include "proto/dossier.h"

enum { PAGE = 200, COLUMNS = 4 };

static const struct heading headings[COLUMNS] = {
	{ "subject", 0 }, { "due", 0 }, { "days_over", 1 }, { "what", 0 }
};

struct overdue {
	const struct listing	*g;
	struct list		*list;
	struct arena		*arena;
	int32_t			 today;
	int64_t			 rows;
};

/* An embargo that ends is no delay of anybody's. */
static int
is_late(const struct deadline *d, int32_t today)
{
	return !d->met && d->on.serial < today &&
	    strcmp(d->rule, RULE_EMBARGO) != 0 &&
	    strcmp(d->rule, RULE_REVIEW) != 0;
}

static void
put_deadlines(struct overdue *o, const struct state *st)
{
	const struct deadline	*due;
	struct dossier		 d;
	char			 text[DAY_TEXT];
	size_t			 n, i;

	dossier_open(st, o->arena, &d);
	n = deadlines(&d, o->arena, &due);
	for (i = 0; i < n && !listing_full(o->g, o->rows); i++) {
		const char	*value[COLUMNS];

		if (!is_late(&due[i], o->today))
			continue;
		value[0] = st->subject;
		value[1] = day_text(due[i].on, text);
		value[2] = arena_printf(o->arena, "%d",
		    o->today - due[i].on.serial);
		value[3] = deadline_title(due[i].rule);
		list_row(o->list, value);
		o->rows++;
	}
}

static int
put_page(struct overdue *o, const struct rows *rows)
{
	struct err	 e = { 0 };
	struct state	 st;
	size_t		 i;

	for (i = 0; i < rows_count(rows); i++) {
		arena_reset(o->arena);
		if (state_unpack(rows_bytea(rows, i, 1), o->arena, &st,
		    &e) != 0) {
			err_add(&e, "state of %s", rows_text(rows, i, 0));
			link_failed(o->g->verb, &e);
			return EXIT_BUG;
		}
		put_deadlines(o, &st);
	}
	return EXIT_OK;
}

static struct rows *
next_page(const struct listing *g, const char *after, int *code)
{
	struct params	*p = params_new();
	struct rows	*rows;

	params_text(p, after);
	params_int4(p, PAGE);
	rows = link_run(g->verb, g->db, Q_SHOW_OVERDUE, p, code);
	params_free(&p);
	return rows;
}

int
listing_overdue(const struct listing *g)
{
	struct overdue	 o = { g, list_open(g->out, g->form, headings,
			    COLUMNS), arena_new(0), clock_today(), 0 };
	struct rows	*rows, *was = NULL;
	const char	*after = "";
	int		 code = EXIT_OK;
	size_t		 n = PAGE;

	while (code == EXIT_OK && n == PAGE && !listing_full(g, o.rows) &&
	    (rows = next_page(g, after, &code)) != NULL) {
		code = put_page(&o, rows);
		n = rows_count(rows);
		after = n > 0 ? rows_text(rows, n - 1, 0) : "";
		rows_free(&was);
		was = rows;
	}
	rows_free(&was);
	list_close(&o.list);
	arena_free(&o.arena);
	return code;
}
