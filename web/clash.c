#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "proto/convert.h"
#include "web/clash.h"

enum { COL_SOURCE = 1, COL_SOURCE_ID, COL_DIGEST };

struct clash {
	struct cloud_item	**item;		/* sorted by name */
	size_t			  n;
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
	const struct cloud_item	*x = *(struct cloud_item *const *)vx,
				*y = *(struct cloud_item *const *)vy;
	int			 rc = compare(x->event.source,
				    x->event.source_id, &y->event);

	return rc != 0 ? rc : (x > y) - (x < y);
}

struct clash *
clash_new(struct intake_events *ev, struct arena *a)
{
	struct clash	*c = ARENA_NEW(a, struct clash);
	size_t		 i;

	c->n = ev->n;
	c->item = ARENA_ARRAY(a, ev->n, struct cloud_item *);
	for (i = 0; i < ev->n; i++)
		c->item[i] = &ev->item[i];
	qsort(c->item, c->n, sizeof(*c->item), by_name);
	return c;
}

static int
is_other(struct cloud_item *item, const uint8_t *digest, const char *sentence)
{
	uint8_t	 own[DIGEST_SIZE];

	event_digest(&item->event, own);
	if (memcmp(own, digest, DIGEST_SIZE) == 0)
		return 0;
	item->wrong = 1;
	item->fault = (struct cloud_fault){ .pointer = "/id",
	    .value = item->event.source_id, .reason = sentence };
	return 1;
}

size_t
clash_within(const struct clash *c)
{
	const struct event	*was;
	uint8_t			 digest[DIGEST_SIZE];
	size_t			 i, found = 0;

	for (i = 1; i < c->n; i++) {
		was = &c->item[i - 1]->event;
		if (compare(was->source, was->source_id,
		    &c->item[i]->event) != 0)
			continue;
		event_digest(was, digest);
		found += (size_t)is_other(c->item[i], digest, "An event with "
		    "this source and id stands before it in the batch, with "
		    "other content.");
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
		params_add_text(p, source, c->item[i]->event.source);
		params_add_text(p, id, c->item[i]->event.source_id);
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
		if (compare(source, id, &c->item[mid]->event) > 0)
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
	    compare(source, id, &c->item[i]->event) == 0; i++)
		found += is_other(c->item[i], digest.data, "An event with "
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
