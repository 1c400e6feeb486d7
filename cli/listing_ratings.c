#include "base/arena.h"
#include "cli/listing.h"
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
value_of(const struct listing *g, const struct rows *rows, size_t at,
    int column, struct arena *a)
{
	const char	*text;
	enum mark	 m;

	if (column == COL_VERSION)
		return arena_printf(a, "%lld",
		    (long long)rows_int(rows, at, column));
	text = rows_text(rows, at, column);
	if (g->form != FORM_TABLE || column < COL_VERSION)
		return text;
	m = mark_parse(text);
	if (m == MARK_NONE)
		return text;
	return m == MARK_IMPROVE ? "RI" : mark_rating(m) == RATING_NONE ?
	    "Not rated" : mark_name(m);
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

int
listing_ratings(const struct listing *g)
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
