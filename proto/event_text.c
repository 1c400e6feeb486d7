#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "proto/event_text.h"

enum { PARTS = 6 };

/* "a | b | c" into its trimmed parts; "-" is an empty one. */
static size_t
split(const char *value, const char *part[PARTS], struct arena *a)
{
	size_t	 n = 0;

	memset(part, 0, PARTS * sizeof(*part));
	while (n < PARTS) {
		size_t		 len = strcspn(value, "|"), from = 0, to = len;
		const char	*s;

		while (from < to && value[from] == ' ')
			from++;
		while (to > from && value[to - 1] == ' ')
			to--;
		s = arena_textn(a, value + from, to - from);
		part[n++] = strcmp(s, "-") == 0 ? "" : s;
		if (value[len] == '\0')
			break;
		value += len + 1;
	}
	return n;
}

/* Room for the content of a kind. */
static void
take_kind(struct event_text *t, enum event_kind kind, struct arena *a)
{
	const struct event_part	*p = event_part_of(kind);

	t->part = p == NULL || p->shape == &shape_amendment ? NULL : p;
	if (t->part == NULL)
		return;
	t->body = arena_alloc(a, p->shape->size);
	shape_clear(p->shape, t->body);
}

/* The text behind "name.", or NULL. */
static const char *
behind(const char *key, const char *name)
{
	size_t	 n = strlen(name);

	return strncmp(key, name, n) == 0 && key[n] == '.' ? key + n + 1 : NULL;
}

static int
set_amendment(struct event_text *t, const char *key, const char *value,
    struct arena *a, struct err *e)
{
	const struct field	*f = shape_field(&shape_amendment, key);

	if (f == NULL)
		return err_set(e, ERR_INPUT, "no key \"%s\" in an amendment",
		    key);
	if (field_read(f, &t->amendment, value, a, e) != 0)
		return -1;
	if (strcmp(key, "kind") == 0)
		take_kind(t, (enum event_kind)t->amendment.kind, a);
	return 0;
}

/* Of a kind with rows: 1 if the key is the event's own. */
static int
set_part(struct event_text *t, const char *key, const char *value,
    struct arena *a, struct err *e)
{
	static const char *const own[] = { "provider", "location", "name",
	    "trace", "revision", "sequence", "schema" };
	const char		*rest = behind(key, t->part->shape->name);
	const struct field	*f;
	size_t			 i;

	for (i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (strcmp(key, own[i]) == 0)
			return 1;
	f = shape_field(t->part->shape, rest != NULL ? rest : key);
	if (f == NULL)
		return err_set(e, ERR_INPUT, "no key \"%s\" in %s", key,
		    t->part->shape->name);
	return field_read(f, t->body, value, a, e);
}

int
event_text_begin(struct event_text *t, const char *value, struct arena *a,
    struct err *e)
{
	const char	*part[PARTS];

	memset(t, 0, sizeof(*t));
	if (split(value, part, a) != 3)
		return err_set(e, ERR_INPUT, "event: %s: expected source | id "
		    "| kind", value);
	t->event = (struct event){ .source = part[0], .source_id = part[1],
	    .kind = event_kind_parse(part[2]), .provider = "", .location = "",
	    .name = "", .trace = "" };
	if (t->event.kind == KIND_NONE)
		return err_set(e, ERR_INPUT, "event: no kind \"%s\"", part[2]);
	t->report.link = "";
	t->registration.sector = "";
	t->judgement = (struct judgement){ .location = "", .service = "",
	    .reason = "", .author = "", .approver = "", .reference = "" };
	shape_clear(&shape_amendment, &t->amendment);
	take_kind(t, t->event.kind, a);
	return 0;
}

static int
add_cell(struct event_text *t, const char *value, struct arena *a,
    struct err *e)
{
	const char		*part[PARTS];
	size_t			 n = split(value, part, a);
	struct report_cell	*c = &t->cell[t->report.ncell];

	if (n < 4 || t->report.ncell == sizeof(t->cell) / sizeof(t->cell[0]))
		return err_set(e, ERR_INPUT, "cell: %s: expected location | "
		    "service | question | rating [| date [| inherited]]",
		    value);
	*c = (struct report_cell){ .location = part[0], .service = part[1],
	    .question = question_parse(part[2]), .mark = mark_parse(part[3]),
	    .rated = n > 4 ? day_parse(part[4]) : (struct day){ 0 },
	    .inherited = n > 5 };
	if (c->question == QUESTION_NONE || c->mark == MARK_NONE)
		return err_set(e, ERR_INPUT, "cell: %s: no such question or "
		    "rating", value);
	t->report.ncell++;
	return 0;
}

static int
set_judgement(struct event_text *t, const char *value, struct arena *a,
    struct err *e)
{
	const char	*part[PARTS];

	if (split(value, part, a) != 5)
		return err_set(e, ERR_INPUT, "deviate: %s: expected location | "
		    "service | question | from | to", value);
	t->judgement.location = part[0];
	t->judgement.service = part[1];
	t->judgement.question = question_parse(part[2]);
	t->judgement.from = mark_parse(part[3]);
	t->judgement.to = mark_parse(part[4]);
	return 0;
}

static int
add_place(struct event_text *t, const char *value, struct arena *a,
    struct err *e)
{
	(void)a;
	if (t->registration.nlocation ==
	    sizeof(t->place) / sizeof(t->place[0]))
		return err_set(e, ERR_INPUT, "place: too many");
	t->place[t->registration.nlocation++] = value;
	return 0;
}

static int
set_sequence(struct event_text *t, const char *value, struct arena *a,
    struct err *e)
{
	int64_t	 n;

	(void)a;
	if (text_number(value, 1, EVENT_SEQUENCE_MAX, &n) != 0)
		return err_set(e, ERR_INPUT, "sequence: \"%.40s\" is not a "
		    "number of an event; expected 1 to %d", value,
		    EVENT_SEQUENCE_MAX);
	t->event.sequence = (uint32_t)n;
	return 0;
}

static int
set_type(struct event_text *t, const char *value, struct arena *a,
    struct err *e)
{
	static const char *const	 words[] = {
		[ORGANISATION_NHS_TRUST] = "nhs-trust",
		[ORGANISATION_PROVIDER] = "provider",
		[ORGANISATION_LOCATION] = "location"
	};
	size_t				 i;

	(void)a, (void)e;
	t->registration.type = ORGANISATION_UNKNOWN;
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (words[i] != NULL && strcmp(value, words[i]) == 0)
			t->registration.type = (enum organisation_type)i;
	return 0;
}

/* A report and a judgement are each rated. */
static int
set_rated(struct event_text *t, const char *value, struct arena *a,
    struct err *e)
{
	(void)a, (void)e;
	t->report.rated = t->judgement.rated = day_parse(value);
	return 0;
}

/* Lines of more than one value, or with a rule of their own. */
static const struct {
	const char	*key;
	int		(*set)(struct event_text *, const char *value,
			    struct arena *, struct err *);
} parsed[] = {
	{ "cell", add_cell },
	{ "place", add_place },
	{ "deviate", set_judgement },
	{ "rated", set_rated },
	{ "type", set_type },
	{ "sequence", set_sequence },
};

/* Lines that are one field as it stands. */
static const struct plain {
	const char	*key;
	enum { TEXT, DAY, NUMBER } form;
	size_t		 at;
} plain[] = {
#define AT(member)	offsetof(struct event_text, member)
	{ "provider", TEXT, AT(event.provider) },
	{ "location", TEXT, AT(event.location) },
	{ "name", TEXT, AT(event.name) },
	{ "trace", TEXT, AT(event.trace) },
	{ "schema", NUMBER, AT(event.schema) },
	{ "revision", NUMBER, AT(event.revision) },
	{ "link", TEXT, AT(report.link) },
	{ "published", DAY, AT(report.published) },
	{ "inspected", DAY, AT(report.inspected) },
	{ "sector", TEXT, AT(registration.sector) },
	{ "as_of", DAY, AT(registration.as_of) },
	{ "reason", TEXT, AT(judgement.reason) },
	{ "author", TEXT, AT(judgement.author) },
	{ "approver", TEXT, AT(judgement.approver) },
	{ "reference", TEXT, AT(judgement.reference) },
#undef AT
};

static void
set_plain(struct event_text *t, const struct plain *p, const char *value)
{
	void	*field = (char *)t + p->at;

	if (p->form == TEXT)
		*(const char **)field = value;
	else if (p->form == DAY)
		*(struct day *)field = day_parse(value);
	else
		*(uint32_t *)field = (uint32_t)strtoul(value, NULL, 10);
}

int
event_text_line(struct event_text *t, const char *key, const char *value,
    struct arena *a, struct err *e)
{
	const char	*amended = behind(key, "amendment");
	size_t		 i;
	int		 rc;

	value = arena_text(a, value);
	if (amended != NULL)
		return set_amendment(t, amended, value, a, e);
	if (t->part != NULL && (rc = set_part(t, key, value, a, e)) != 1)
		return rc;
	for (i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
		if (strcmp(key, plain[i].key) == 0) {
			set_plain(t, &plain[i], value);
			return 0;
		}
	for (i = 0; i < sizeof(parsed) / sizeof(parsed[0]); i++)
		if (strcmp(key, parsed[i].key) == 0)
			return parsed[i].set(t, value, a, e);
	return err_set(e, ERR_INPUT, "no key \"%s\" in an event", key);
}

const struct event *
event_text_end(struct event_text *t)
{
	enum event_kind	 kind = t->event.kind;

	t->report.cell = t->cell;
	t->registration.location = t->place;
	if (kind == KIND_EVENT_CORRECTED || kind == KIND_EVENT_RETRACTED) {
		t->event.amendment = &t->amendment;
		kind = (enum event_kind)t->amendment.kind;
	}
	if (t->part != NULL)
		event_set_body(&t->event, t->part, t->body);
	else if (kind == KIND_INSPECTION_REPORTED)
		t->event.report = &t->report;
	else if (kind == KIND_ORGANISATION_REGISTERED)
		t->event.registration = &t->registration;
	else if (kind == KIND_RATING_DEVIATED)
		t->event.judgement = &t->judgement;
	return &t->event;
}
