#include "base/json.h"
#include "cli/kept.h"
#include "cli/link.h"
#include "formats/cloud_write.h"
#include "formats/cloudevents.h"
#include "proto/convert.h"

const enum query kept_queries[] = { Q_SHOW_REJECTS, Q_NONE };

/* Columns of show_rejects.sql. */
enum {
	COL_ID, COL_AT, COL_SOURCE, COL_SOURCE_ID, COL_REASON, COL_MENDED,
	COL_DISCARDED, COL_PAYLOAD
};

struct rows *
kept_page(const char *verb, struct db *db, int64_t before, int32_t most,
    int64_t one, int all, int *code)
{
	struct params	*p = params_new();
	struct rows	*rows;

	params_int8(p, before);
	params_int4(p, most);
	params_int8(p, one);
	params_int4(p, all);
	rows = link_run(verb, db, Q_SHOW_REJECTS, p, code);
	params_free(&p);
	return rows;
}

static const char *
number(const struct rows *rows, size_t row, int column, struct arena *a)
{
	return arena_printf(a, "%lld", (long long)rows_int(rows, row, column));
}

static const char *
standing(const struct rows *rows, size_t row, struct arena *a)
{
	if (rows_int(rows, row, COL_MENDED) != 0)
		return arena_printf(a, "mended by event %s",
		    number(rows, row, COL_MENDED, a));
	return rows_text(rows, row, COL_DISCARDED)[0] == '\0' ? "open" :
	    arena_printf(a, "discarded by %s",
	    rows_text(rows, row, COL_DISCARDED));
}

/* What came over ZeroMQ says nothing of its way, and may be no event at all. */
static void
look_inside(struct arena *a, struct kept *k)
{
	struct event	 ev;
	struct err	 e;

	if (event_unpack(k->payload, a, &ev, &e) != 0) {
		k->text = k->payload;
		return;
	}
	if (ev.via[0] != '\0')
		k->via = ev.via;
	if (ev.refusal == NULL)
		return;
	k->reason = ev.refusal->reason;
	k->text = ev.refusal->text;
}

void
kept_row(const struct rows *rows, size_t row, struct arena *a, struct kept *k)
{
	*k = (struct kept){
		.id = number(rows, row, COL_ID, a),
		.at = rows_text(rows, row, COL_AT),
		.source = rows_text(rows, row, COL_SOURCE),
		.source_id = rows_text(rows, row, COL_SOURCE_ID),
		.via = "ZeroMQ",
		.reason = rows_text(rows, row, COL_REASON),
		.standing = standing(rows, row, a),
		.payload = rows_bytea(rows, row, COL_PAYLOAD)
	};
	look_inside(a, k);
}

int
kept_event(const struct kept *k, int indent, struct buf *out)
{
	struct arena	*a = arena_new(0);
	struct buf	 b = { 0 };
	struct bytes	 text = k->text;
	struct event	 ev;
	struct json	 j;
	struct err	 e;
	int		 rc;

	if (text.len == 0 && event_unpack(k->payload, a, &ev, &e) == 0) {
		json_init(&j, &b, 0);
		cloud_write(&ev, &j, NULL);
		text = (struct bytes){ (const uint8_t *)b.data, b.len };
	}
	rc = cloud_rewrite(text, indent, k->reason, out);
	buf_release(&b);
	arena_free(&a);
	return rc;
}
