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

/* What happened later had not happened on that day. */
static int
had_happened(const struct event *ev, int32_t by)
{
	if (ev->workflow != NULL)
		return ev->workflow->on.serial <= by;
	return ev->report == NULL || ev->report->rated.serial <= by;
}

static struct state
state_by(const struct state *st, int32_t by, struct arena *a)
{
	struct statement	*kept = ARENA_ARRAY(a, st->nstatement,
				    struct statement);
	struct state		 then = *st;
	size_t			 i;

	then.statement = kept;
	then.nstatement = 0;
	for (i = 0; i < st->nstatement; i++)
		if (had_happened(&st->statement[i].event, by))
			kept[then.nstatement++] = st->statement[i];
	return then;
}

static void
put_deadlines(struct overdue *o, const struct state *st)
{
	struct state		 then = state_by(st, o->today, o->arena);
	const struct deadline	*due;
	struct dossier		 d;
	char			 text[DAY_TEXT];
	size_t			 n, i;

	dossier_open(&then, o->arena, &d);
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

static int32_t
today(const struct listing *g)
{
	int32_t	 at = clocks_at(&g->clocks);

	return at == INT32_MAX ? clock_today() : at;
}

static struct rows *
next_page(const struct listing *g, const char *after, int *code)
{
	char		 text[DAY_TEXT];
	struct params	*p = params_new();
	struct rows	*rows;

	params_text(p, after);
	params_int4(p, PAGE);
	params_text(p, g->clocks.known != NULL ? g->clocks.known : "");
	params_text(p, day_text((struct day){ today(g), PRECISION_DAY },
	    text));
	rows = link_run(g->verb, g->db, Q_SHOW_OVERDUE, p, code);
	params_free(&p);
	return rows;
}

int
listing_overdue(const struct listing *g)
{
	struct overdue	 o = { g, list_open(g->out, g->form, headings,
			    COLUMNS), arena_new(0), today(g), 0 };
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
