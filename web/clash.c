#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "proto/convert.h"
#include "web/clash.h"

enum { COL_SOURCE = 1, COL_SOURCE_ID, COL_DIGEST };

/* An event of the batch by its name. */
struct named {
	struct cloud_item	*item;
	uint8_t			 digest[DIGEST_SIZE];
};

struct clash {
	struct named	*named;		/* sorted */
	size_t		 n;
};

static int
compare(const char *source, const char *id, const struct event *than)
{
	int	 rc = strcmp(source, than->source);

	return rc != 0 ? rc : strcmp(id, than->source_id);
}

/* Of the same name the one that came first. */
static int
by_name(const void *vx, const void *vy)
{
	const struct named	*x = vx, *y = vy;
	int			 rc = compare(x->item->event.source,
				    x->item->event.source_id, &y->item->event);

	return rc != 0 ? rc : (x->item > y->item) - (x->item < y->item);
}

struct clash *
clash_new(struct intake_events *ev, struct arena *a)
{
	struct clash	*c = ARENA_NEW(a, struct clash);
	size_t		 i;

	c->n = ev->n;
	c->named = ARENA_ARRAY(a, ev->n, struct named);
	for (i = 0; i < ev->n; i++) {
		c->named[i].item = &ev->item[i];
		event_digest(&ev->item[i].event, c->named[i].digest);
	}
	qsort(c->named, c->n, sizeof(*c->named), by_name);
	return c;
}

static int
is_other(const struct named *n, const uint8_t *digest, const char *sentence)
{
	if (memcmp(n->digest, digest, DIGEST_SIZE) == 0)
		return 0;
	n->item->wrong = 1;
	n->item->fault = (struct cloud_fault){ .pointer = "/id",
	    .value = n->item->event.source_id, .reason = sentence };
	return 1;
}

size_t
clash_within(const struct clash *c)
{
	const struct event	*was;
	size_t			 i, found = 0;

	for (i = 1; i < c->n; i++) {
		was = &c->named[i - 1].item->event;
		if (compare(was->source, was->source_id,
		    &c->named[i].item->event) == 0)
			found += (size_t)is_other(&c->named[i],
			    c->named[i - 1].digest, "An event with this source "
			    "and id stands before it in the batch, with other "
			    "content.");
	}
	return found;
}

static struct params *
names(const struct clash *c)
{
	struct params	*p = params_new();
	int		 source = params_column(p, COLUMN_TEXT),
			 id = params_column(p, COLUMN_TEXT);
	size_t		 i;

	for (i = 0; i < c->n; i++) {
		params_add_text(p, source, c->named[i].item->event.source);
		params_add_text(p, id, c->named[i].item->event.source_id);
	}
	return p;
}

/* The first of the batch that is not before this name. */
static size_t
find(const struct clash *c, const char *source, const char *id)
{
	size_t	 low = 0, high = c->n, mid;

	while (low < high) {
		mid = (low + high) / 2;
		if (compare(source, id, &c->named[mid].item->event) > 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static long
compare_row(const struct clash *c, const struct rows *rows, size_t row)
{
	const char	*source = rows_text(rows, row, COL_SOURCE),
			*id = rows_text(rows, row, COL_SOURCE_ID);
	struct bytes	 digest = rows_bytea(rows, row, COL_DIGEST);
	size_t		 i = find(c, source, id);
	long		 found = 0;

	for (; i < c->n && digest.len == DIGEST_SIZE &&
	    compare(source, id, &c->named[i].item->event) == 0; i++)
		found += is_other(&c->named[i], digest.data, "An event with "
		    "this source and id was accepted before, with other "
		    "content; a change is an event of its own.");
	return found;
}

long
clash_before(const struct clash *c, struct db *db, struct err *e)
{
	struct params	*p = names(c);
	struct rows	*rows = db_run(db, Q_INGEST_EXISTING, p, NULL, e);
	long		 found = 0;
	size_t		 i;

	params_free(&p);
	if (rows == NULL)
		return -1;
	for (i = 0; i < rows_count(rows); i++)
		found += compare_row(c, rows, i);
	rows_free(&rows);
	return found;
}
