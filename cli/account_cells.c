#include "cli/account.h"
#include "cli/departure.h"

enum { COLUMNS = 11 };

static const struct heading headings[COLUMNS] = {
	{ "organisation", 0 }, { "location", 0 }, { "service", 0 },
	{ "question", 0 }, { "awarded", 0 }, { "rated", 0 },
	{ "computed", 0 }, { "computed_on", 0 }, { "ruleset", 0 },
	{ "row", 0 }, { "departs", 0 }
};

static const char *
day_words(struct arena *a, struct day d)
{
	char	text[DAY_TEXT];

	return arena_text(a, day_text(d, text));
}

static void
put(struct list *l, const struct sheet *s, const struct cell *c,
    struct arena *a)
{
	const struct fact	*f = c->awarded;
	int			 made = c->set != NULL;

	list_row(l, (const char *const []){ s->subject, c->location,
	    c->service, question_code(c->question),
	    f == NULL ? "" : mark_code(f->mark),
	    f == NULL ? "" : day_words(a, f->rated),
	    made ? departure_computed(a, c->bounds) : "",
	    made ? day_words(a, c->computed_on) : "",
	    made ? c->set->id : "", made ? departure_row(c) : "",
	    c->departs ? "yes" : "" });
}

void
account_cells(const struct sheet *s, enum form form, struct arena *a)
{
	struct list		*l = list_open(stdout, form, headings,
				    COLUMNS);
	const struct cell	*c;

	for (c = s->cell; c < s->cell + s->ncell; c++)
		if (account_asks_for(s, c))
			put(l, s, c, a);
	list_close(&l);
}
