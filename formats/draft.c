#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "formats/cloud_write.h"
#include "formats/cloudevents.h"
#include "formats/draft.h"
#include "formats/refused.h"

enum { RECORD_MAX = 224 * 1024 };

void
draft_text(struct json *j, const char *key, const char *value)
{
	if (value[0] != '\0')
		json_text(j, key, value);
}

void
draft_day(struct json *j, const char *key, struct day day, const char *found)
{
	char	 text[DAY_TEXT];

	draft_text(j, key, day.precision == PRECISION_NONE ? found :
	    day_text(day, text));
}

/* The row or the object, as it stands in the file. */
static void
add_record(const struct reading *r, struct buf *out)
{
	struct bytes	 text;

	if (r->csv != NULL) {
		csv_text(r->csv, out);
		return;
	}
	text = pieces_text(r->pieces);
	buf_add(out, text.data, text.len < RECORD_MAX ? text.len : RECORD_MAX);
}

/* Type and data: of the row, else what was drawn up when it was refused. */
static void
write_content(const struct format *f, const struct reading *r,
    struct bytes data, struct json *j)
{
	if (data.len == 0) {
		f->draft(r, j);
		return;
	}
	json_text(j, "type", CLOUD_TYPE_PREFIX "inspection.reported"
	    CLOUD_TYPE_VERSION);
	json_raw(j, "data", (const char *)data.data, data.len);
}

static void
write_event(const struct format *f, const struct reading *r,
    uint32_t revision, const struct reject *what, struct buf *out)
{
	struct json	 j;

	json_init(&j, out, 0);
	json_object(&j, NULL);
	json_text(&j, "specversion", "1.0");
	json_text(&j, "id", what->id);
	json_text(&j, "source", f->source);
	cloud_write_time(revision, &j);
	json_text(&j, "datacontenttype", "application/json");
	write_content(f, r, what->text, &j);
	json_end(&j);
}

static struct bytes
bytes_of(const struct buf *b)
{
	return (struct bytes){ (const uint8_t *)(b->data == NULL ? "" :
	    b->data), b->len };
}

static int
has_draft(const struct format *f, const struct reading *r,
    const struct reject *what)
{
	return what->text.len > 0 ||
	    (f->draft != NULL && csv_fault(r->csv) == NULL);
}

void
draft_make(const struct format *f, const struct reading *r,
    uint32_t revision, struct arena *a, struct reject *out)
{
	struct buf	 b = { 0 };

	add_record(r, &b);
	out->source = f->source;
	out->id = refused_id(out->text.len > 0 ? out->text : bytes_of(&b), a);
	if (has_draft(f, r, out)) {
		buf_clear(&b);
		write_event(f, r, revision, out, &b);
	}
	out->text = arena_bytes(a, bytes_of(&b).data, b.len);
	buf_release(&b);
}

static void
write_cell(const struct draft_rating *d, struct json *j)
{
	json_object(j, NULL);
	draft_text(j, "location", d->of);
	draft_text(j, "service", d->service);
	draft_text(j, "question", question_code(d->question));
	json_text(j, "rating", d->rating);
	draft_day(j, "rated", d->rated, "");
	if (d->inherited)
		json_bool(j, "inherited", 1);
	json_end(j);
}

void
draft_rating(const struct draft_rating *d, struct sheaf *s)
{
	struct buf	 b = { 0 };
	struct json	 j;

	json_init(&j, &b, 0);
	json_object(&j, NULL);
	draft_text(&j, "provider", d->provider);
	draft_text(&j, "location", d->location);
	draft_text(&j, "name", d->name);
	json_object(&j, "report");
	draft_text(&j, "link", d->link);
	draft_day(&j, "rated", d->rated, "");
	json_array(&j, "cell");
	write_cell(d, &j);
	json_end(&j);
	json_end(&j);
	json_end(&j);
	sheaf_draft(s, bytes_of(&b));
	buf_release(&b);
}
