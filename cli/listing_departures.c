#include "cli/cmd.h"
#include "cli/departure.h"
#include "cli/link.h"
#include "cli/listing.h"
#include "proto/convert.h"
#include "proto/facts.h"

enum { PAGE = 200 };

/* What is being listed, and how far it is. */
struct departures {
	const struct listing	*g;
	struct list		*list;
	int64_t			 rows;
	struct arena		*arena;		/* of one subject */
};

static void
put(struct departures *d, const char *subject, const struct cell *c)
{
	const char	*value[DEPARTURE_COLUMNS];

	departure_words(subject, c, d->arena, value);
	list_row(d->list, value);
	d->rows++;
}

static void
put_facts(struct departures *d, const struct facts *f)
{
	const struct fact	**scratch = ARENA_ARRAY(d->arena, f->nfact + 1,
				    const struct fact *);
	size_t			  i, n, max = f->nfact + 1;
	struct cell		 *cell = ARENA_ARRAY(d->arena, max,
				    struct cell);

	n = grid_departures(f, scratch, cell, max);
	for (i = 0; i < n && !listing_full(d->g, d->rows); i++)
		put(d, f->organisation, &cell[i]);
}

static int
put_subject(struct departures *d, const struct rows *rows, size_t at)
{
	struct err	e = { 0 };
	struct state	st;
	struct facts	f;
	struct identity	who;

	arena_reset(d->arena);
	if (state_unpack(rows_bytea(rows, at, 1), d->arena, &st, &e) != 0) {
		err_add(&e, "state of %s", rows_text(rows, at, 0));
		link_failed(d->g->verb, &e);
		return EXIT_BUG;
	}
	facts_from_state(&st, d->arena, &f, &who);
	put_facts(d, &f);
	return EXIT_OK;
}

/* The last subject of the page, or NULL where there is no more to come. */
static const char *
put_page(struct departures *d, const struct rows *rows, int *code)
{
	size_t	i, n = rows_count(rows);

	for (i = 0; i < n && *code == EXIT_OK; i++)
		*code = put_subject(d, rows, i);
	return n < PAGE || *code != EXIT_OK || listing_full(d->g, d->rows) ?
	    NULL : rows_text(rows, n - 1, 0);
}

static int
put_pages(struct departures *d)
{
	const char	*after = "";
	int		 code = EXIT_OK;
	struct rows	*rows, *was = NULL;

	while (after != NULL && (rows = listing_page(d->g, Q_SHOW_STATES, after,
	    PAGE, &code)) != NULL) {
		rows_free(&was);
		was = rows;		/* `after` lives in it */
		after = put_page(d, rows, &code);
	}
	rows_free(&was);
	return code;
}

int
listing_departures(const struct listing *g)
{
	struct heading		 heading[DEPARTURE_COLUMNS] = { { 0 } };
	struct departures	 d = { .g = g, .arena = arena_new(0) };
	int			 code, i;

	for (i = 0; i < DEPARTURE_COLUMNS; i++)
		heading[i].name = departure_names[i];
	d.list = list_open(g->out, g->form, heading, DEPARTURE_COLUMNS);
	code = put_pages(&d);
	list_close(&d.list);
	arena_free(&d.arena);
	return code;
}
