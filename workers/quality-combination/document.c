#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/json.h"
#include "proto/facts.h"
#include "workers/quality-combination/document.h"
#include "workers/quality-combination/resources.h"

static void
day_field(struct json *j, const char *key, struct day d)
{
	char	 text[DAY_TEXT];

	json_text(j, key, day_text(d, text));
}

static void
awarded(struct json *j, const struct fact *f)
{
	if (f == NULL) {
		json_null(j, "awarded");
		return;
	}
	json_object(j, "awarded");
	json_text(j, "rating", mark_code(f->mark));
	day_field(j, "rated_on", f->rated);
	json_text(j, "report", f->report);
	json_bool(j, "inherited", f->inherited);
	json_text(j, "predecessor", f->predecessor);
	json_end(j);
}

static void
counts(struct json *j, const struct cell *c)
{
	const uint8_t	*n = c->computed.n;

	json_object(j, "counts");
	json_int(j, "outstanding", n[RATING_OUTSTANDING]);
	json_int(j, "good", n[RATING_GOOD]);
	json_int(j, "requires_improvement", n[RATING_IMPROVE]);
	json_int(j, "inadequate", n[RATING_INADEQUATE]);
	json_int(j, "not_rated", n[RATING_NONE]);
	json_int(j, "unknown", c->unknown);
	json_end(j);
}

static void
tests(struct json *j, const struct cell *c)
{
	struct test	 t[RULES_MAX_ROWS];
	size_t		 n = rules_tests(c->set, c->computed.n, t), i;

	json_array(j, "tests");
	for (i = 0; i < n; i++) {
		json_object(j, NULL);
		json_text(j, "row", t[i].rule->id);
		json_text(j, "rating", rating_code(t[i].rule->then));
		json_int(j, "needed", t[i].needed);
		json_int(j, "found", t[i].found);
		json_bool(j, "decided", t[i].yes);
		json_end(j);
	}
	json_end(j);
}

static void
margin(struct json *j, const char *key, const struct margin *m)
{
	if (m->to == RATING_NONE) {
		json_null(j, key);
		return;
	}
	json_object(j, key);
	json_text(j, "to", rating_code(m->to));
	json_int(j, "moves", m->moves);
	json_end(j);
}

/* Deciding row, tests and margin only make sense where nothing is unknown. */
static void
explanation(struct json *j, const struct cell *c)
{
	struct margin	 better, worse;
	int		 certain = c->unknown == 0 && c->computed.rule != NULL;

	json_text(j, "ruleset", c->set->id);
	json_text(j, "row", certain ? c->computed.rule->id : "");
	json_text(j, "basis", basis_name(certain ? c->computed.rule->basis :
	    c->set->basis));
	counts(j, c);
	if (!certain || (c->level != LEVEL_QUALITY &&
	    c->level != LEVEL_COMBINED && c->level != LEVEL_LOCATION))
		return;
	tests(j, c);
	rules_margin(c->set, c->computed.n, &better, &worse);
	margin(j, "better", &better);
	margin(j, "worse", &worse);
}

static void
computed(struct json *j, const struct cell *c)
{
	if (c->set == NULL) {
		json_null(j, "computed");
		return;
	}
	json_object(j, "computed");
	json_text(j, "rating", c->bounds.low == c->bounds.high ?
	    rating_code(c->bounds.low) : "");
	json_text(j, "low", rating_code(c->bounds.low));
	json_text(j, "high", rating_code(c->bounds.high));
	day_field(j, "on", c->computed_on);
	explanation(j, c);
	json_end(j);
}

static void
reason(struct json *j, const struct deviation *d)
{
	if (d == NULL) {
		json_null(j, "reason");
		return;
	}
	json_object(j, "reason");
	json_text(j, "text", d->reason);
	json_text(j, "author", d->author);
	json_text(j, "approver", d->approver);
	json_text(j, "reference", d->reference);
	json_end(j);
}

static void
moved(struct json *j, const struct cell *c)
{
	if (!c->moved) {
		json_null(j, "moved");
		return;
	}
	json_object(j, "moved");
	day_field(j, "on", c->moved_on);
	json_text(j, "low", rating_code(c->now.low));
	json_text(j, "high", rating_code(c->now.high));
	json_end(j);
}

static void
limit(struct json *j, const struct cell *c)
{
	if (c->notice == NULL) {
		json_null(j, "notice");
		return;
	}
	json_object(j, "notice");
	json_text(j, "type", notice_name(c->notice->type));
	day_field(j, "on", c->notice->on);
	json_text(j, "reference", c->notice->reference);
	json_bool(j, "exceeded", c->over_limit);
	json_end(j);
}

static void
place(struct json *j, const struct cell *c)
{
	json_text(j, "level", level_name(c->level));
	json_text(j, "location", c->location);
	json_text(j, "service", c->service);
	json_text(j, "question", question_code(c->question));
}

static void
cell(struct json *j, const struct cell *c)
{
	json_object(j, NULL);
	place(j, c);
	awarded(j, c->awarded);
	computed(j, c);
	json_bool(j, "departs", c->departs);
	reason(j, c->deviation);
	moved(j, c);
	limit(j, c);
	json_text(j, "not_computed", silence_text(c->silence));
	json_bool(j, "same_day", c->same_day);
	json_end(j);
}

static void
departure(struct json *j, const struct cell *c)
{
	json_object(j, NULL);
	place(j, c);
	day_field(j, "date", c->awarded->rated);
	json_text(j, "awarded", mark_code(c->awarded->mark));
	json_text(j, "low", rating_code(c->bounds.low));
	json_text(j, "high", rating_code(c->bounds.high));
	json_text(j, "ruleset", c->set->id);
	json_text(j, "row", c->computed.rule == NULL ? "" :
	    c->computed.rule->id);
	reason(j, c->deviation);
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
	day_field(j, "as_of", who->as_of);
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
		day_field(j, "rated_on", r[i].rated);
		day_field(j, "published_on", r[i].published);
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
	const struct fact	**scratch;
	struct cell		*cell, *departure;
	size_t			 ncell, ndeparture;
	const struct concern	*concern;
	size_t			 nconcern;
};

static void
gather(const struct state *st, struct arena *a, struct material *m)
{
	size_t	 max;

	*m = (struct material){ .arena = a };
	dossier_open(st, a, &m->dossier);
	facts_from_state(st, a, &m->facts, &m->who);
	max = grid_size(&m->facts);
	m->scratch = ARENA_ARRAY(a, m->facts.nfact, const struct fact *);
	m->cell = ARENA_ARRAY(a, max, struct cell);
	m->ncell = grid_evaluate(&m->facts, INT32_MAX, m->scratch, m->cell,
	    max);
	m->departure = ARENA_ARRAY(a, max, struct cell);
	m->ndeparture = grid_departures(&m->facts, m->scratch, m->departure,
	    max);
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
	json_object(&j, NULL);
	json_text(&j, "format", "sixthkey-document/1");
	organisation(&j, &m->facts, &m->who);
	document_status(&j, &m->dossier);
	document_links(&j, &m->dossier, &m->facts);
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
digest_of(struct bytes doc, struct arena *a)
{
	uint8_t	 d[DIGEST_SIZE];
	char	 hex[DIGEST_HEX];

	digest(doc.data, doc.len, d);
	return arena_text(a, digest_hex(d, sizeof(d), hex));
}

/* An approval may name this document, or the same without its status. */
static void
decide(const struct material *m, struct document *out)
{
	const char	*said = digest_of(out->bytes, m->arena);
	const char	*content = said;
	struct material	 bare = *m;

	if (m->dossier.review != NULL || m->dossier.suspension != NULL) {
		bare.dossier.review = bare.dossier.suspension = NULL;
		content = digest_of(write_down(&bare), m->arena);
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
	decide(&m, &out);
	return out;
}
