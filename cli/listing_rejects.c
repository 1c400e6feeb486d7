/*
 * listing_rejects.c - what was refused at the doors, newest first, as rows or
 * as events to be mended.
 */
#include "cli/cmd.h"
#include "cli/kept.h"
#include "cli/listing.h"

enum { PAGE = 500, COLUMNS = 7 };

static const struct heading headings[COLUMNS] = {
	{ "id", 1 }, { "at", 0 }, { "source", 0 }, { "source_id", 0 },
	{ "came_by", 0 }, { "standing", 0 }, { "reason", 0 }
};

/* One way to put a row out; 0: it was left out. */
typedef int	 put_fn(void *arg, const struct kept *);

static int
put_row(void *arg, const struct kept *k)
{
	const char	*value[COLUMNS] = { k->id, k->at, k->source,
			    k->source_id, k->via, k->standing, k->reason };

	list_row(arg, value);
	return 1;
}

static int
put_event(void *arg, const struct kept *k)
{
	struct buf	 b = { 0 };
	int		 rc = kept_event(k, 0, &b);

	if (rc == 0) {
		buf_char(&b, '\n');
		fwrite(b.data, 1, b.len, arg);
	}
	buf_release(&b);
	return rc == 0;
}

/* Returns how many were left out. */
static int64_t
put_all(const struct listing *g, put_fn *put, void *arg, int *code)
{
	struct arena	*a = arena_new(0);
	int64_t		 before = INT64_MAX, done = 0, left = 0;
	size_t		 i, n = PAGE;
	struct rows	*rows;
	struct kept	 k;

	*code = EXIT_OK;
	while (n == PAGE && !listing_full(g, done) && (rows = kept_page(
	    g->verb, g->db, before, PAGE, 0, g->all, code)) != NULL) {
		n = rows_count(rows);
		for (i = 0; i < n && !listing_full(g, done); i++, done++) {
			kept_row(rows, i, a, &k);
			left += !put(arg, &k);
			arena_reset(a);
		}
		before = n > 0 ? rows_int(rows, n - 1, 0) : 0;
		rows_free(&rows);
	}
	arena_free(&a);
	return left;
}

static int
list_events(const struct listing *g)
{
	int	code;
	int64_t	left = put_all(g, put_event, g->out, &code);

	if (left > 0)
		cmd_say(g->verb, "%lld %s; look with: sixthkey describe "
		    "reject ID", (long long)left, left == 1 ?
		    "is not a CloudEvent" : "are not CloudEvents");
	return code;
}

int
listing_rejects(const struct listing *g)
{
	struct list	*l;
	int		 code;

	if (g->form == FORM_EVENTS)
		return list_events(g);
	l = list_open(g->out, g->form, headings, COLUMNS);
	put_all(g, put_row, l, &code);
	list_close(&l);
	return code;
}
