#include <string.h>

#include "base/json.h"
#include "explain/account.h"
#include "explain/why.h"
#include "proto/document_cell.h"
#include "proto/document_parts.h"

static void
put_cell(struct json *j, const struct sheet *s, const struct cell *c,
    struct arena *a)
{
	json_object(j, NULL);
	document_cell(j, c, CELL_EXPLAINED);
	json_text(j, "limit", why_limit(a, c));
	json_text(j, "award", why_award(a, c));
	json_text(j, "unknown", why_unknown(a, s, c));
	json_end(j);
}

static int
is_shown(const struct sheet *s, const struct cell *c)
{
	return strcmp(s->id, s->subject) == 0 ||
	    strcmp(c->location, s->id) == 0;
}

void
account_json(const struct sheet *s, struct arena *a, struct buf *out)
{
	struct json	j;
	size_t		i;

	json_init(&j, out, 0);
	json_sparse(&j);
	json_object(&j, NULL);
	json_text(&j, "organisation", s->id);
	json_text(&j, "subject", s->subject);
	json_text(&j, "name", s->name);
	document_day(&j, "as_of", s->as_of);
	json_int(&j, "version", s->nedition > 0 ? s->edition[0].version : 0);
	document_recomputed(&j, s->recomputed);
	json_array(&j, "ratings");
	for (i = 0; i < s->ncell; i++)
		if (is_shown(s, &s->cell[i]))
			put_cell(&j, s, &s->cell[i], a);
	json_end(&j);
	json_array(&j, "checks");
	for (i = 0; i < s->ncheck; i++)
		json_text(&j, NULL, s->check[i].text);
	json_end(&j);
	json_end(&j);
	buf_char(out, '\n');
}
