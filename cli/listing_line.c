/*
 * What the line itself lists: stages, nodes, sources; and what people did to
 * many messages at once.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "cli/cmd.h"
#include "cli/identity.h"
#include "cli/link.h"
#include "cli/listing.h"
#include "operations/books.h"
#include "operations/line.h"
#include "operations/upstream.h"

const enum query listing_line_queries[] = { Q_SHOW_STAGES, Q_NONE };

int
listing_ask(const struct listing *g, struct line_view *v, struct arena *a)
{
	struct key_conf	 key;
	int		 code = identity_load(g->verb, &key);

	if (code == EXIT_OK)
		line_ask(v, &key, getenv("SIXTHKEY_CONTROL"), a);
	return code;
}

/* The same where only the broker knows. */
static int
ask_surely(const struct listing *g, struct line_view *v, struct arena *a)
{
	int	 code = listing_ask(g, v, a);

	if (code != EXIT_OK || v->there)
		return code;
	return link_failed(g->verb, &v->why);
}

static const char *
number(struct arena *a, int64_t n)
{
	return arena_printf(a, "%" PRId64, n);
}

/* "": nobody knows. */
static const char *
known(struct arena *a, const struct line_view *v, uint64_t n)
{
	return v->there ? number(a, (int64_t)n) : "";
}

static void
put_stage(const struct listing *g, struct list *l, enum stage s,
    const struct stage_books *k, const struct line_view *v, struct arena *a)
{
	const struct stage_report	*r = &v->stage[s];
	const char			*value[] = { stage_name(s),
	    !v->there ? "" : r->paused ? "paused" : "open",
	    number(a, k->waiting), known(a, v, r->in_flight),
	    k->oldest_ms < 0 ? "" : arena_printf(a, "%.1f",
		(double)k->oldest_ms / 1000),
	    arena_printf(a, "%.1f", (double)k->recent / 10),
	    known(a, v, r->busy), known(a, v, r->workers),
	    number(a, k->retrying), number(a, k->dead), number(a, k->parked),
	    number(a, k->came), number(a, k->recorded), known(a, v, r->lag)
	};

	listing_put(g, l, value);
}

int
listing_stages(const struct listing *g)
{
	static const struct heading heading[] = {
		{ "stage", 0 }, { "state", 0 }, { "waiting", 1 },
		{ "in_flight", 1 }, { "oldest_s", 1 }, { "rate_s", 1 },
		{ "busy", 1 }, { "workers", 1 }, { "retrying", 1 },
		{ "dead", 1 }, { "parked", 1 },
		{ "came", HEADING_WIDE_NUMBER },
		{ "recorded", HEADING_WIDE_NUMBER },
		{ "above_watermark", HEADING_WIDE_NUMBER }
	};
	struct arena		*a = arena_new(0);
	struct line_view	 v;
	struct books		 k;
	struct err		 e = { 0 };
	struct list		*l;
	int			 s, code = listing_ask(g, &v, a);

	if (code == EXIT_OK && books_read(&k, g->db, &e) != 0)
		code = link_failed(g->verb, &e);
	if (code == EXIT_OK) {
		l = list_open(g->out, g->form, heading, 14);
		for (s = STAGE_INGEST; s < STAGE_COUNT; s++)
			put_stage(g, l, (enum stage)s, &k.stage[s], &v, a);
		list_close(&l);
	}
	arena_free(&a);
	return code;
}

int
listing_nodes(const struct listing *g)
{
	static const struct heading heading[] = {
		{ "node", 0 }, { "name", 0 }, { "stage", 0 }, { "state", 0 },
		{ "in_flight", 1 }, { "build", 0 },
		{ "room", HEADING_WIDE_NUMBER },
		{ "schema_min", HEADING_WIDE_NUMBER },
		{ "schema_max", HEADING_WIDE_NUMBER },
		{ "instance", HEADING_WIDE }
	};
	struct arena		*a = arena_new(0);
	struct line_view	 v;
	struct list		*l;
	size_t			 i;
	int			 code = ask_surely(g, &v, a);

	if (code == EXIT_OK) {
		l = list_open(g->out, g->form, heading, 10);
		for (i = 0; i < v.report.nworker; i++) {
			const struct worker_report *w = &v.report.worker[i];

			listing_put(g, l, (const char *const []){
			    arena_textn(a, w->instance, LINE_NODE), w->name,
			    stage_name(w->stage), worker_state_name(w->state),
			    number(a, w->in_flight), w->build,
			    number(a, w->room), number(a, w->schema_min),
			    number(a, w->schema_max), w->instance });
		}
		list_close(&l);
	}
	arena_free(&a);
	return code;
}

/* Of the broker's own count; NULL: it has heard nothing of that source. */
static const struct submitter_report *
answers_of(const struct line_view *v, const char *source)
{
	size_t	 i;

	for (i = 1; v->there && i < v->report.nsource; i++)
		if (strcmp(v->report.source[i].source, source) == 0)
			return &v->report.source[i];
	return NULL;
}

static void
put_source(const struct listing *g, struct list *l, const struct upstream *u,
    const struct line_view *v, struct arena *a)
{
	static const struct submitter_report	 none = { .source = "" };
	const struct submitter_report		*s = answers_of(v, u->source);
	struct buf				 gaps = { 0 }, schemas = { 0 };

	if (s == NULL)
		s = &none;
	upstream_say_gaps(&gaps, u);
	upstream_say_schemas(&schemas, u);
	listing_put(g, l, (const char *const []){ u->source,
	    known(a, v, s->answer[ANSWER_ACCEPTED]),
	    known(a, v, s->answer[ANSWER_DUPLICATE]),
	    known(a, v, s->answer[ANSWER_CONFLICT]),
	    known(a, v, s->answer[ANSWER_REJECTED]),
	    known(a, v, s->answer[ANSWER_BUSY]), u->last,
	    gaps.data == NULL ? "" : gaps.data,
	    u->came == 0 ? "" : number(a, u->came),
	    u->came == 0 ? "" : number(a, u->missing),
	    schemas.data == NULL ? "" : schemas.data });
	buf_release(&gaps);
	buf_release(&schemas);
}

int
listing_sources(const struct listing *g)
{
	static const struct heading heading[] = {
		{ "source", 0 }, { "accepted", 1 }, { "duplicate", 1 },
		{ "conflict", 1 }, { "rejected", 1 }, { "busy", 1 },
		{ "last", 0 }, { "numbers", 0 },
		{ "came", HEADING_WIDE_NUMBER },
		{ "missing", HEADING_WIDE_NUMBER },
		{ "schemas", HEADING_WIDE }
	};
	struct arena		*a = arena_new(0);
	struct upstreams	 u = { .arena = a };
	struct line_view	 v;
	struct err		 e = { 0 };
	struct list		*l;
	size_t			 i;
	int			 code = listing_ask(g, &v, a);

	for (i = 0; code == EXIT_OK && v.there && i < v.report.nsource; i++)
		upstreams_add(&u, v.report.source[i].source);
	if (code == EXIT_OK && upstreams_read(&u, g->db, &e) != 0)
		code = link_failed(g->verb, &e);
	if (code == EXIT_OK) {
		l = list_open(g->out, g->form, heading, 11);
		for (i = 0; i < u.n; i++)
			put_source(g, l, &u.list[i], &v, a);
		list_close(&l);
	}
	arena_free(&a);
	return code;
}
