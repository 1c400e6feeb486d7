/*
 * audit - everything published that was fed in, against the rules: where it
 * departs, how, and what would have to be true for it to agree.
 */
#include <stdio.h>

#include "cli/clocks.h"
#include "cli/cmd.h"
#include "cli/departure.h"
#include "cli/link.h"
#include "cli/list.h"
#include "cli/opt.h"
#include "cli/subjects.h"
#include "explain/why.h"

enum { COLUMNS = DEPARTURE_COLUMNS + 2 };

/* How an award departs; the first that holds. */
enum kind { JUDGED, ABOVE, BELOW, KINDS };

static const char *const kinds[KINDS] = {
	[JUDGED] = "judged",		/* a reason is recorded */
	[ABOVE] = "above",		/* better than the rules give */
	[BELOW] = "below"
};

static const char	verb[] = "audit";

static const enum query queries[] = { Q_SHOW_STATES, Q_NONE };

/* What is being listed, and the sums. */
struct audit {
	struct clocks	 clocks;
	struct list	*list;
	size_t		 subjects, ratings;
	size_t		 n[LEVEL_COUNT][KINDS];
};

static enum kind
kind_of(const struct cell *c)
{
	if (c->deviation != NULL)
		return JUDGED;
	return mark_rating(c->awarded->mark) > c->bounds.high ? ABOVE : BELOW;
}

static size_t
count_awards(const struct facts *f, int32_t at)
{
	size_t	i, n = 0;

	for (i = 0; i < f->nfact; i++)
		n += mark_rating(f->fact[i].mark) != RATING_NONE &&
		    f->fact[i].rated.serial <= at;
	return n;
}

static void
put(struct audit *au, const char *subject, const struct cell *c,
    struct arena *a)
{
	const char	*value[COLUMNS];
	enum kind	 kind = kind_of(c);

	departure_words(subject, c, a, value);
	value[DEPARTURE_COLUMNS] = kinds[kind];
	value[DEPARTURE_COLUMNS + 1] = why_agreement(a, c);
	au->n[c->level][kind]++;
	list_row(au->list, value);
}

static int
audit_one(void *arg, const struct facts *f, const struct identity *who,
    uint32_t version, struct arena *a)
{
	struct audit	*au = arg;
	struct cell	*cell;
	size_t		 i, n;

	(void)who;
	(void)version;
	au->subjects++;
	au->ratings += count_awards(f, clocks_at(&au->clocks));
	n = departures_by(f, clocks_at(&au->clocks), a, &cell);
	for (i = 0; i < n; i++)
		put(au, f->organisation, &cell[i], a);
	return 0;
}

static void
print_sums(const struct audit *au)
{
	static const struct heading	headings[] = {
		{ "LEVEL", 0 }, { "JUDGED", 1 }, { "ABOVE", 1 }, { "BELOW", 1 }
	};
	struct list	*list;
	char		 text[KINDS][24];
	int		 l, i;

	printf("\n%zu organisations, %zu ratings in their reports\n\n",
	    au->subjects, au->ratings);
	list = list_open(stdout, FORM_TABLE, headings, 1 + KINDS);
	for (l = LEVEL_NONE + 1; l < LEVEL_COUNT; l++) {
		for (i = 0; i < KINDS; i++)
			snprintf(text[i], sizeof(text[i]), "%zu",
			    au->n[l][i]);
		list_row(list, (const char *const []){
		    level_name((enum level)l), text[JUDGED], text[ABOVE],
		    text[BELOW] });
	}
	list_close(&list);
}

static int
audit(enum form form, const struct clocks *clocks)
{
	struct heading	 heading[COLUMNS] = { { 0 } };
	struct audit	 au = { .clocks = *clocks };
	struct db	*db;
	int		 i, code = link_db(verb, queries, &db);

	if (code != EXIT_OK)
		return code;
	for (i = 0; i < DEPARTURE_COLUMNS; i++)
		heading[i].name = departure_names[i];
	heading[i].name = "kind";
	heading[i + 1].name = "would_agree_with";
	au.list = list_open(stdout, form, heading, COLUMNS);
	code = subjects_each(verb, db, au.clocks.known, audit_one, &au);
	list_close(&au.list);
	if (code == EXIT_OK && form_is_table(form)) {
		print_sums(&au);
		cmd_next("sixthkey explain ORGANISATION");
	}
	db_close(&db);
	return code;
}

int
cmd_audit(int argc, char **argv)
{
	const char		*at = NULL, *known = NULL;
	enum form		 form = FORM_TABLE;
	const struct opt	 opts[] = {
		{ "output", 'o', OPT_FORM, &form },
		{ "at", 0, OPT_TEXT, &at },
		{ "known", 0, OPT_TEXT, &known },
		{ 0 }
	};
	int			 n = opt_parse(opts, argc, argv);
	struct clocks		 clocks;
	struct arena		*a;

	if (n == -1)
		return EXIT_USAGE;
	if (n != 0)
		return cmd_misused(verb, "it looks at everything; name "
		    "nothing");
	a = arena_new(0);
	n = clocks_read(verb, at, known, a, &clocks);
	if (n == EXIT_OK)
		n = audit(form, &clocks);
	arena_free(&a);
	return n;
}
