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
	struct departures	*d = arg;
	struct cell		*cell;
	const char		*value[DEPARTURE_COLUMNS];
	size_t			 i, n;

	(void)who;
	(void)version;
	n = departures_by(f, clocks_at(&d->g->clocks), a, &cell);
	for (i = 0; i < n && !listing_full(d->g, d->rows); i++) {
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
