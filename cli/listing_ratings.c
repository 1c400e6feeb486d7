#include <string.h>

#include "base/arena.h"
#include "cli/listing.h"
#include "cli/subjects.h"
#include "rules/words.h"

enum { PAGE = 500, COLUMNS = 12, COL_VERSION = 2 };

static const struct heading headings[COLUMNS] = {
	{ "id", 0 }, { "name", 0 }, { "version", 1 }, { "safe", 0 },
	{ "effective", 0 }, { "caring", 0 }, { "responsive", 0 },
	{ "well_led", 0 }, { "quality", 0 }, { "use_of_resources", 0 },
	{ "combined", 0 }, { "date", 0 }
};

/* A table has room for the short form that everybody in this field uses, and
 * for one word of those that are not ratings. */
static const char *
short_word(const struct listing *g, const char *text)
{
	enum mark	 m = !form_is_table(g->form) ? MARK_NONE :
			    mark_parse(text);

	if (m == MARK_NONE)
		return text;
	return m == MARK_IMPROVE ? "RI" : mark_rating(m) == RATING_NONE ?
	    "Not rated" : mark_name(m);
}

static const char *
value_of(const struct listing *g, const struct rows *rows, size_t at,
    int column, struct arena *a)
{
	if (column == COL_VERSION)
		return arena_printf(a, "%lld",
		    (long long)rows_int(rows, at, column));
	return column < COL_VERSION ? rows_text(rows, at, column) :
	    short_word(g, rows_text(rows, at, column));
}

static void
put(const struct listing *g, struct list *l, const struct rows *rows,
    size_t at, struct arena *a)
{
	const char	*value[COLUMNS];
	int		 i;

	for (i = 0; i < COLUMNS; i++)
		value[i] = value_of(g, rows, at, i, a);
	list_row(l, value);
}

/* The last subject of the page, or NULL where there is no more to come. */
static const char *
put_page(const struct listing *g, struct list *l, const struct rows *rows,
    int64_t *done, struct arena *a)
{
	size_t	i, n = rows_count(rows);

	arena_reset(a);
	for (i = 0; i < n && !listing_full(g, *done); i++, (*done)++)
		put(g, l, rows, i, a);
	return n < PAGE || listing_full(g, *done) ? NULL :
	    arena_text(a, rows_text(rows, n - 1, 0));
}

/* ---- as they stood on a day ------------------------------------------------ */

struct standing {
	const struct listing	*g;
	struct list		*list;
	int64_t			 rows;
};

static int
is_own(const struct facts *f, const struct cell *c)
{
	return *c->service == '\0' && (*c->location == '\0' ||
	    (!f->is_trust && strcmp(c->location, f->organisation) == 0));
}

/* The columns from "safe" on, and the newest date among them. */
static int
take_cells(const struct listing *g, const struct facts *f,
    const struct cell *c, size_t n, struct arena *a,
    const char *value[COLUMNS])
{
	static const int	column[QUESTION_COUNT] = { 0, 3, 4, 5, 6, 7, 8,
				    9, 10 };
	struct day		 newest = { 0 };
	char			 text[DAY_TEXT];

	for (; n > 0; n--, c++) {
		if (c->awarded == NULL || !is_own(f, c))
			continue;
		value[column[c->question]] = short_word(g,
		    mark_code(c->awarded->mark));
		if (day_compare(c->awarded->rated, newest) > 0)
			newest = c->awarded->rated;
	}
	value[COLUMNS - 1] = arena_text(a, day_text(newest, text));
	return newest.precision != PRECISION_NONE;
}

static int
put_standing(void *arg, const struct facts *f, const struct identity *who,
    uint32_t version, struct arena *a)
{
	struct standing		 *s = arg;
	struct history		  h = facts_in_order(f, a);
	size_t			  n, max = grid_size(f);
	struct cell		 *cell = ARENA_ARRAY(a, max + 1, struct cell);
	const char		 *value[COLUMNS] = { f->organisation,
				    who->name, arena_printf(a, "%u", version),
				    "", "", "", "", "", "", "", "", "" };

	n = grid_evaluate(&h, clocks_at(&s->g->clocks), cell, max);
	if (take_cells(s->g, f, cell, n, a, value)) {
		list_row(s->list, value);
		s->rows++;
	}
	return listing_full(s->g, s->rows);
}

static int
list_standing(const struct listing *g)
{
	struct standing	 s = { g, list_open(g->out, g->form, headings,
			    COLUMNS), 0 };
	int		 code = subjects_each(g->verb, g->db, g->clocks.known,
			    put_standing, &s);

	list_close(&s.list);
	return code;
}

/* ---- as they are public ---------------------------------------------------- */

static int
list_public(const struct listing *g)
{
	struct list	*l = list_open(g->out, g->form, headings, COLUMNS);
	struct arena	*a = arena_new(0);
	const char	*after = "";
	int64_t		 done = 0;
	int		 code = 0;
	struct rows	*rows;

	while (after != NULL && (rows = listing_page(g, Q_SHOW_RATINGS, after,
	    PAGE, &code)) != NULL) {
		after = put_page(g, l, rows, &done, a);
		rows_free(&rows);
	}
	list_close(&l);
	arena_free(&a);
	return code;
}

int
listing_ratings(const struct listing *g)
{
	return clocks_at(&g->clocks) != INT32_MAX ? list_standing(g) :
	    list_public(g);
}
