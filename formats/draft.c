#include <stdio.h>
#include <string.h>

#include "formats/cloud_write.h"
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

static void
write_event(const struct format *f, const struct reading *r,
    uint32_t revision, const char *id, struct buf *out)
{
	struct json	 j;

	json_init(&j, out, 0);
	json_object(&j, NULL);
	json_text(&j, "specversion", "1.0");
	json_text(&j, "id", id);
	json_text(&j, "source", f->source);
	cloud_write_time(revision, &j);
	json_text(&j, "datacontenttype", "application/json");
	f->draft(r, &j);
	json_end(&j);
}

static struct bytes
bytes_of(const struct buf *b)
{
	return (struct bytes){ (const uint8_t *)(b->data == NULL ? "" :
	    b->data), b->len };
}

void
draft_make(const struct format *f, const struct reading *r,
    uint32_t revision, struct arena *a, struct reject *out)
{
	struct buf	 b = { 0 };

	add_record(r, &b);
	out->source = f->source;
	out->id = refused_id(bytes_of(&b), a);
	if (f->draft != NULL && csv_fault(r->csv) == NULL) {
		buf_clear(&b);
		write_event(f, r, revision, out->id, &b);
	}
	out->text = arena_bytes(a, bytes_of(&b).data, b.len);
	buf_release(&b);
}
