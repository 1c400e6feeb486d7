/*
 * Settings: what people set, and for what nobody set for all stages, what the
 * broker was started with.
 */
#include <string.h>

#include "base/arena.h"
#include "cli/cmd.h"
#include "cli/link.h"
#include "cli/listing.h"
#include "operations/line.h"
#include "operations/settings.h"

/* What the broker was started with: it says so of a stage where nobody set it. */
static const struct setting_report *
started(const struct line_view *v, const char *key)
{
	const struct frame	*f = &v->report;
	size_t			 i;

	for (i = 0; i < f->nsetting; i++)
		if (strcmp(f->setting[i].key, key) == 0 &&
		    strcmp(f->setting[i].origin, SETTING_SET) != 0)
			return &f->setting[i];
	return NULL;
}

static void
put_started(const struct listing *g, struct list *l, const struct line_view *v)
{
	const struct setting_key	*k;
	const struct setting_report	*r;

	for (k = setting_keys; k->name != NULL; k++)
		if ((r = started(v, k->name)) != NULL)
			listing_put(g, l, (const char *const []){
			    setting_place(STAGE_NONE), k->name, r->value,
			    r->origin, "", "", "" });
}

static void
put_set(const struct listing *g, struct list *l, const struct rows *rows)
{
	size_t	 i;

	for (i = 0; i < rows_count(rows); i++)
		listing_put(g, l, (const char *const []){
		    setting_place((enum stage)rows_int(rows, i,
		    SETTING_STAGE)), rows_text(rows, i, SETTING_KEY),
		    rows_text(rows, i, SETTING_VALUE), SETTING_SET,
		    rows_text(rows, i, SETTING_AT),
		    rows_text(rows, i, SETTING_WHO),
		    rows_text(rows, i, SETTING_REASON) });
}

int
listing_settings(const struct listing *g)
{
	static const struct heading heading[] = {
		{ "stage", 0 }, { "setting", 0 }, { "value", 0 },
		{ "origin", 0 }, { "since", 0 }, { "who", 0 },
		{ "reason", 0 }
	};
	struct arena		*a = arena_new(0);
	struct params		*none = params_new();
	struct line_view	 v;
	struct rows		*rows = NULL;
	struct list		*l;
	int			 code = listing_ask(g, &v, a);

	if (code == EXIT_OK)
		rows = link_run(g->verb, g->db, Q_SHOW_SETTINGS, none, &code);
	if (rows != NULL) {
		l = list_open(g->out, g->form, heading, 7);
		put_started(g, l, &v);
		put_set(g, l, rows);
		list_close(&l);
		if (!v.there)
			cmd_say(g->verb, "what the broker was started with is "
			    "not listed: %s", v.why.text);
	}
	rows_free(&rows);
	params_free(&none);
	arena_free(&a);
	return code;
}
