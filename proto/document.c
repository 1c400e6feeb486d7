#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/json.h"
#include "proto/document.h"
#include "proto/document_cell.h"
#include "proto/document_parts.h"
#include "proto/facts.h"

static void
cell(struct json *j, const struct cell *c)
{
	json_object(j, NULL);
	document_cell(j, c, CELL_PUBLISHED);
	json_end(j);
}

static void
departure(struct json *j, const struct cell *c)
{
	json_object(j, NULL);
	document_departure(j, c);
	json_end(j);
}

static void
cells(struct json *j, const char *key, void (*one)(struct json *,
    const struct cell *), const struct cell *c, size_t n)
{
	size_t	 i;

	json_array(j, key);
	for (i = 0; i < n; i++)
		one(j, &c[i]);
	json_end(j);
}

static const char *
type_name(enum organisation_type t)
{
	static const char *const names[] = {
		[ORGANISATION_UNKNOWN] = "",
		[ORGANISATION_NHS_TRUST] = "nhs-trust",
		[ORGANISATION_PROVIDER] = "provider",
		[ORGANISATION_LOCATION] = "location",
	};

	return names[t];
}

static void
organisation(struct json *j, const struct facts *f,
    const struct identity *who)
{
	json_object(j, "organisation");
	json_text(j, "id", f->organisation);
	json_text(j, "name", who->name);
	json_text(j, "type", type_name(who->type));
	json_text(j, "sector", who->sector);
	json_end(j);
	document_day(j, "as_of", who->as_of);
}

static void
reports(struct json *j, const struct state *st, struct arena *a)
{
	const struct source_report	*r;
	size_t				 n = facts_reports(st, a, &r), i;

	json_array(j, "reports");
	for (i = 0; i < n; i++) {
		json_object(j, NULL);
		json_text(j, "link", r[i].link);
		document_day(j, "rated_on", r[i].rated);
		document_day(j, "published_on", r[i].published);
		json_end(j);
	}
	json_end(j);
}

static void
concerns(struct json *j, const struct concern *c, size_t n)
{
	size_t	 i;

	json_array(j, "checks");
	for (i = 0; i < n; i++) {
		if (c[i].of_work)
			continue;
		json_object(j, NULL);
		json_text(j, "id", c[i].id);
		json_text(j, "text", c[i].text);
		json_end(j);
	}
	json_end(j);
}

/* All that a document is made of. */
struct material {
	struct arena		*arena;
	struct dossier		 dossier;
	struct facts		 facts;
	struct identity		 who;
	struct cell		*cell, *departure;
	size_t			 ncell, ndeparture;
	const struct concern	*concern;
	size_t			 nconcern;
};

static void
gather(const struct state *st, struct arena *a, struct material *m)
{
	struct history	 h;
	size_t		 max;

	*m = (struct material){ .arena = a };
	dossier_open(st, a, &m->dossier);
	facts_from_state(st, a, &m->facts, &m->who);
	max = grid_size(&m->facts);
	h = facts_in_order(&m->facts, a);
	m->cell = ARENA_ARRAY(a, max, struct cell);
	m->ncell = grid_evaluate(&h, INT32_MAX, m->cell, max);
	m->departure = ARENA_ARRAY(a, max, struct cell);
	m->ndeparture = grid_departures(&h, m->departure, max);
	m->nconcern = dossier_concerns(&m->dossier, &m->facts, m->cell,
	    m->ncell, a, &m->concern);
}

static struct bytes
write_down(const struct material *m)
{
	struct buf	 out = { 0 };
	struct json	 j;
	struct bytes	 doc;

	json_init(&j, &out, 0);
	json_sparse(&j);
	json_object(&j, NULL);
	json_text(&j, "format", "sixthkey-document/1");
	organisation(&j, &m->facts, &m->who);
	document_status(&j, &m->dossier);
	document_links(&j, &m->dossier, &m->facts);
	document_recomputed(&j, m->who.recomputed);
	cells(&j, "ratings", cell, m->cell, m->ncell);
	document_resources(&j, &m->dossier);
	cells(&j, "departures", departure, m->departure, m->ndeparture);
	reports(&j, &m->dossier.state, m->arena);
	concerns(&j, m->concern, m->nconcern);
	json_text(&j, "licence", "Open Government Licence v3.0");
	json_end(&j);
	doc = arena_bytes(m->arena, out.data, out.len);
	buf_release(&out);
	return doc;
}

static const char *
in_hex(const uint8_t d[DIGEST_SIZE], struct arena *a)
{
	char	 hex[DIGEST_HEX];

	return arena_text(a, digest_hex(d, DIGEST_SIZE, hex));
}

/* An approval may name this document, or the same without its status. */
static void
decide(const struct material *m, struct document *out)
{
	const char	*said = in_hex(out->digest, m->arena);
	const char	*content = said;
	struct material	 bare = *m;
	struct bytes	 doc;
	uint8_t		 d[DIGEST_SIZE];

	if (m->dossier.review != NULL || m->dossier.suspension != NULL) {
		bare.dossier.review = bare.dossier.suspension = NULL;
		doc = write_down(&bare);
		digest(doc.data, doc.len, d);
		content = in_hex(d, m->arena);
	}
	out->decision = dossier_decide(&m->dossier, m->concern, m->nconcern,
	    said, content, m->arena, &out->holds);
}

struct document
document_make(const struct state *st, struct arena *a)
{
	struct material	 m;
	struct document	 out = { .holds = "" };

	gather(st, a, &m);
	out.ndue = deadlines(&m.dossier, a, &out.due);
	if (!m.dossier.rated)
		return out;
	out.bytes = write_down(&m);
	digest(out.bytes.data, out.bytes.len, out.digest);
	decide(&m, &out);
	return out;
}
