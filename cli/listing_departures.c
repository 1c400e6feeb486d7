#include "cli/departure.h"
#include "cli/listing.h"
#include "cli/subjects.h"

/* What is being listed, and how far it is. */
struct departures {
	const struct listing	*g;
	struct list		*list;
	int64_t			 rows;
};

static int
put_subject(void *arg, const struct facts *f, const struct identity *who,
    uint32_t version, struct arena *a)
{
	struct departures	 *d = arg;
	struct history		  h = facts_in_order(f, a);
	size_t			  i, n, max = f->nfact + 1;
	struct cell		 *cell = ARENA_ARRAY(a, max, struct cell);
	const char		 *value[DEPARTURE_COLUMNS];

	(void)who;
	(void)version;
	n = grid_departures(&h, cell, max);
	for (i = 0; i < n && !listing_full(d->g, d->rows); i++) {
		if (cell[i].awarded->rated.serial > clocks_at(&d->g->clocks))
			continue;
		d->rows++;
		departure_words(f->organisation, &cell[i], a, value);
		list_row(d->list, value);
	}
	return listing_full(d->g, d->rows);
}

int
listing_departures(const struct listing *g)
{
	struct heading		 heading[DEPARTURE_COLUMNS] = { { 0 } };
	struct departures	 d = { .g = g };
	int			 code, i;

	for (i = 0; i < DEPARTURE_COLUMNS; i++)
		heading[i].name = departure_names[i];
	d.list = list_open(g->out, g->form, heading, DEPARTURE_COLUMNS);
	code = subjects_each(g->verb, g->db, g->clocks.known, put_subject, &d);
	list_close(&d.list);
	return code;
}
