/*
 * upstream.c - three looks, each bounded, put together by the source's name.
 */
#include <stdlib.h>
#include <string.h>

#include "operations/say.h"
#include "operations/upstream.h"
#include "proto/convert.h"

const enum query upstream_queries[] = {
	Q_SHOW_NEWEST_EVENT, Q_SHOW_SOURCES, Q_SHOW_SOURCE_NEWER,
	Q_SHOW_SOURCE_GAPS, Q_NONE
};

/* Of the three; all begin with the source. */
enum { COL_KIND = 1, COL_EVENTS, COL_LAST, COL_MINUTE, COL_HEAD };
enum { COL_NEWER = 1, COL_REFUSED, COL_REFUSED_AT };
enum {
	COL_CAME = 1, COL_EACH, COL_OLDER, COL_MISSING, COL_GAPS, COL_SUBJECT,
	COL_FIRST, COL_HIGH, COL_JUMPS, COL_JUMPED, COL_FROM, COL_TO
};

/* The rows of a look, and what each says of its source. */
struct look_at {
	enum query	 query;
	void		(*take)(struct arena *, struct upstream *,
			    const struct rows *, size_t i);
};

/* ---- what a row says ---------------------------------------------------------- */

static void
add_schema(struct arena *a, struct upstream *u, struct upstream_schema s)
{
	struct upstream_schema	*more = ARENA_ARRAY(a, u->nschema + 1,
				    struct upstream_schema);

	if (u->nschema != 0)
		memcpy(more, u->schema, u->nschema * sizeof(*more));
	more[u->nschema++] = s;
	u->schema = more;
}

static void
take_kind(struct arena *a, struct upstream *u, const struct rows *r, size_t i)
{
	enum event_kind	 kind = (enum event_kind)rows_int(r, i, COL_KIND);
	const char	*last = arena_text(a, rows_text(r, i, COL_LAST));

	if (kind == KIND_NONE)
		return;
	if (strcmp(last, u->last) > 0)
		u->last = last;
	u->minute += rows_int(r, i, COL_MINUTE);
	add_schema(a, u, (struct upstream_schema){
	    .type = arena_printf(a, "%s.v%u", event_kind_name(kind),
	    event_schema(rows_bytea(r, i, COL_HEAD))),
	    .last = last, .events = rows_int(r, i, COL_EVENTS) });
}

static void
take_newer(struct arena *a, struct upstream *u, const struct rows *r, size_t i)
{
	add_schema(a, u, (struct upstream_schema){
	    .type = arena_text(a, rows_text(r, i, COL_NEWER)),
	    .last = arena_text(a, rows_text(r, i, COL_REFUSED_AT)),
	    .events = rows_int(r, i, COL_REFUSED), .refused = 1 });
}

static struct upstream_gap
gap_of(struct arena *a, const struct rows *r, size_t i, int subject, int first,
    int last)
{
	return (struct upstream_gap){ arena_text(a, rows_text(r, i, subject)),
	    rows_int(r, i, first), rows_int(r, i, last) };
}

static void
take_gap(struct arena *a, struct upstream *u, const struct rows *r, size_t i)
{
	u->came = rows_int(r, i, COL_CAME);
	u->each = rows_bool(r, i, COL_EACH);
	u->older = rows_bool(r, i, COL_OLDER);
	u->missing = rows_int(r, i, COL_MISSING);
	u->gaps = rows_int(r, i, COL_GAPS);
	if (u->gaps != 0 && u->ngap < UPSTREAM_GAPS)
		u->gap[u->ngap++] = gap_of(a, r, i, COL_SUBJECT, COL_FIRST,
		    COL_HIGH);
	u->jumps = rows_int(r, i, COL_JUMPS);
	u->jump = gap_of(a, r, i, COL_JUMPED, COL_FROM, COL_TO);
}

/* ---- all of them ----------------------------------------------------------------- */

static struct upstream *
find(struct upstreams *l, const char *source)
{
	struct upstream	*more;
	size_t		 i;

	for (i = 0; i < l->n; i++)
		if (strcmp(l->list[i].source, source) == 0)
			return &l->list[i];
	more = ARENA_ARRAY(l->arena, l->n + 1, struct upstream);
	if (l->n != 0)
		memcpy(more, l->list, l->n * sizeof(*more));
	l->list = more;
	more[l->n] = (struct upstream){ .last = "",
	    .source = arena_text(l->arena, source) };
	return &more[l->n++];
}

void
upstreams_add(struct upstreams *l, const char *source)
{
	if (source[0] != '\0')
		find(l, source);
}

static int
look(struct upstreams *l, struct db *db, const struct look_at *at, int64_t with,
    struct err *e)
{
	struct params	*p = params_new();
	struct rows	*rows;
	size_t		 i;

	if (at->query == Q_SHOW_SOURCES)
		params_int8(p, with);
	if (at->query == Q_SHOW_SOURCE_GAPS) {
		params_int8(p, UPSTREAM_NUMBERS);
		params_int8(p, UPSTREAM_JUMP);
	}
	rows = db_run(db, at->query, p, NULL, e);
	params_free(&p);
	if (rows == NULL)
		return -1;
	for (i = 0; i < rows_count(rows); i++)
		at->take(l->arena, find(l, rows_text(rows, i, 0)), rows, i);
	rows_free(&rows);
	return 0;
}

static int
by_source(const void *va, const void *vb)
{
	return strcmp(((const struct upstream *)va)->source,
	    ((const struct upstream *)vb)->source);
}

int
upstreams_read(struct upstreams *l, struct db *db, struct err *e)
{
	static const struct look_at	 looks[] = {
		{ Q_SHOW_SOURCES, take_kind },
		{ Q_SHOW_SOURCE_NEWER, take_newer },
		{ Q_SHOW_SOURCE_GAPS, take_gap }
	};
	struct rows	*newest = db_run(db, Q_SHOW_NEWEST_EVENT, NULL, NULL, e);
	int64_t		 last = newest == NULL ? 0 : rows_int(newest, 0, 0);
	size_t		 i;

	if (newest == NULL)
		return -1;
	rows_free(&newest);
	for (i = 0; i < sizeof(looks) / sizeof(looks[0]); i++)
		if (look(l, db, &looks[i], last, e) != 0)
			return -1;
	if (l->n > 1)
		qsort(l->list, l->n, sizeof(*l->list), by_source);
	return 0;
}

/* ---- in words --------------------------------------------------------------------- */

static void
say_gap(struct buf *b, const struct upstream_gap *g)
{
	if (g->subject[0] != '\0')
		buf_printf(b, "%s ", g->subject);
	say_count(b, g->first);
	if (g->last == g->first)
		return;
	buf_text(b, "–");
	say_count(b, g->last);
}

static void
say_jump(struct buf *b, const struct upstream *u)
{
	if (u->jumps == 0)
		return;
	buf_text(b, "; ");
	if (u->jump.subject[0] != '\0')
		buf_printf(b, "%s ", u->jump.subject);
	buf_text(b, "jumped from ");
	say_count(b, u->jump.first);
	buf_text(b, " to ");
	say_count(b, u->jump.last);
	if (u->jumps == 1)
		return;
	buf_text(b, ", and ");
	say_events(b, u->jumps - 1, "jump before", "jumps before");
}

void
upstream_say_gaps(struct buf *b, const struct upstream *u)
{
	size_t	 i;

	if (u->came == 0)
		return;
	buf_text(b, u->missing == 0 ? "none missing of " : "missing ");
	if (u->missing != 0) {
		say_count(b, u->missing);
		buf_text(b, " of ");
	}
	buf_text(b, u->older ? "the newest " : "");
	say_count(b, u->came + u->missing);
	for (i = 0; i < u->ngap; i++) {
		buf_text(b, i == 0 ? ": " : ", ");
		say_gap(b, &u->gap[i]);
	}
	if (u->gaps > (int64_t)u->ngap) {
		buf_text(b, ", and ");
		say_count(b, u->gaps - (int64_t)u->ngap);
		buf_text(b, " gaps before");
	}
	say_jump(b, u);
}

void
upstream_say_schemas(struct buf *b, const struct upstream *u)
{
	size_t	 i;

	for (i = 0; i < u->nschema; i++)
		buf_printf(b, "%s%s%s", i == 0 ? "" : ", ", u->schema[i].type,
		    u->schema[i].refused ? " (refused)" : "");
}
