/*
 * workflow - the way of an assessment: states, who acts, how long it may take;
 * and of one organisation, how far it is and which day waits for what.
 */
#include <stdio.h>

#include "cli/clocks.h"
#include "cli/cmd.h"
#include "cli/link.h"
#include "cli/list.h"
#include "cli/opt.h"
#include "cli/subjects.h"
#include "proto/deadline.h"
#include "proto/dossier.h"

enum { COLUMNS = 7 };

static const char	verb[] = "workflow";

/* What is shown, and of whom; without a dossier the way alone. */
struct way {
	enum form		 form;
	struct clocks		 clocks;
	const char		*organisation;
	struct arena		*arena;
	struct dossier		 dossier;
	const struct station	*here;
	const struct deadline	*due;
	size_t			 ndue;
};

static const char *
limit(const struct way *w, const struct station *s)
{
	return s->unit == UNIT_NONE ? "" : arena_printf(w->arena, "%u %s",
	    s->within, unit_name(s->unit));
}

/* The newest day by which the state's rule wants something. */
static const struct deadline *
find_due(const struct way *w, const struct station *s)
{
	size_t	 i;

	for (i = w->ndue; i > 0; i--)
		if (station_by_rule(w->due[i - 1].rule) == s)
			return &w->due[i - 1];
	return NULL;
}

static void
put(const struct way *w, struct list *list, const struct station *s)
{
	const struct deadline	*d = find_due(w, s);
	char			 text[DAY_TEXT];

	list_row(list, (const char *const []){ s->id, s->actor, limit(w, s),
	    s == w->here ? "here" : "", d == NULL ? "" : day_text(d->on, text),
	    d == NULL ? "" : d->met ? "met" : "waits", s->text });
}

static void
show(const struct way *w)
{
	static const struct heading	headings[COLUMNS] = {
		{ "state", 0 }, { "actor", 0 }, { "within", 0 }, { "now", 0 },
		{ "due", 0 }, { "standing", 0 }, { "what", 0 }
	};
	struct list		*list = list_open(stdout, w->form, headings,
				    COLUMNS);
	const struct station	*s;
	size_t			 i;

	for (i = 0; (s = station_at(i)) != NULL; i++)
		put(w, list, s);
	list_close(&list);
}

static int
look_up(struct way *w)
{
	struct subject	 subject = { 0 };
	struct db	*db;
	int		 code = link_db(verb, subject_queries, &db);

	if (code != EXIT_OK)
		return code;
	code = subject_find(verb, db, w->organisation, w->clocks.known,
	    w->arena, &subject);
	if (code == EXIT_OK) {
		dossier_open(&subject.state, w->arena, &w->dossier);
		w->here = dossier_station(&w->dossier);
		w->ndue = deadlines(&w->dossier, w->arena, &w->due);
	}
	db_close(&db);
	return code;
}

int
cmd_workflow(int argc, char **argv)
{
	const char		*known = NULL;
	struct way		 w = { .form = FORM_TABLE };
	const struct opt	 opts[] = {
		{ "output", 'o', OPT_FORM, &w.form },
		{ "known", 0, OPT_TEXT, &known },
		{ 0 }
	};
	int			 n = opt_parse(opts, argc, argv), code;

	if (n == -1)
		return EXIT_USAGE;
	if (n > 1)
		return cmd_misused(verb, "name at most one organisation");
	w.arena = arena_new(0);
	w.organisation = n == 1 ? argv[1] : NULL;
	code = clocks_read(verb, NULL, known, w.arena, &w.clocks);
	if (code == EXIT_OK && w.organisation != NULL)
		code = look_up(&w);
	if (code == EXIT_OK)
		show(&w);
	if (code == EXIT_OK && form_is_table(w.form))
		cmd_next("sixthkey %s %s", n == 1 ? "explain" : "workflow",
		    n == 1 ? w.organisation : "ORGANISATION");
	arena_free(&w.arena);
	return code;
}
