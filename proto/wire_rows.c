/*
 * The rows; their numbers and types are those of facts.proto, which a test
 * holds against them.
 */
#include <stddef.h>
#include <string.h>

#include "proto/state.h"
#include "proto/wire_rows.h"

/* ---- contents ------------------------------------------------------------- */

static int
compare_cells(const void *va, const void *vb)
{
	const struct report_cell	*a = va, *b = vb;
	int				 c;

	if ((c = strcmp(a->location, b->location)) != 0 ||
	    (c = strcmp(a->service, b->service)) != 0)
		return c;
	if (a->question != b->question)
		return a->question < b->question ? -1 : 1;
	if ((c = day_compare(a->rated, b->rated)) != 0)
		return c;
	if (a->mark != b->mark)
		return a->mark < b->mark ? -1 : 1;
	if (a->inherited != b->inherited)
		return a->inherited - b->inherited;
	return a->alone - b->alone;
}

static const struct report_cell	 no_cell = { .location = "",
				    .service = "" };
static const struct wire_row	 cells[] = {
	{ ROW(1, TEXT, report_cell, location) },
	{ ROW(2, TEXT, report_cell, service) },
	{ ROW(3, WORD, report_cell, question), .below = QUESTION_COUNT },
	{ ROW(4, WORD, report_cell, mark), .below = MARK_COUNT },
	{ ROW(5, DAY, report_cell, rated) },
	{ ROW(6, BOOL, report_cell, inherited) },
	{ ROW(7, BOOL, report_cell, alone) },
};
static const struct wire_form	 wire_cell = {
	FORM("ReportCell", report_cell, cells, no_cell),
	.order = compare_cells
};

static const struct report	 no_report = { .link = "" };
static const struct wire_row	 reports[] = {
	{ ROW(1, TEXT, report, link) },
	{ ROW(2, DAY, report, rated) },
	{ ROW(3, DAY, report, published) },
	{ MANY(4, LIST, report, cell), .of = &wire_cell },
	{ ROW(5, DAY, report, inspected) },
};
static const struct wire_form	 wire_report = {
	FORM("Report", report, reports, no_report)
};

static const struct registration no_registration = { .sector = "" };
static const struct wire_row	 registrations[] = {
	{ ROW(1, WORD, registration, type), .below = ORGANISATION_LOCATION + 1 },
	{ ROW(2, TEXT, registration, sector) },
	{ ROW(3, DAY, registration, as_of) },
	{ MANY(4, TEXTS, registration, location) },
};
static const struct wire_form	 wire_registration = {
	FORM("Registration", registration, registrations, no_registration)
};

static const struct judgement	 no_judgement = { .location = "",
				    .service = "", .reason = "",
				    .author = "", .approver = "",
				    .reference = "" };
static const struct wire_row	 judgements[] = {
	{ ROW(1, TEXT, judgement, location) },
	{ ROW(2, TEXT, judgement, service) },
	{ ROW(3, WORD, judgement, question), .below = QUESTION_COUNT },
	{ ROW(4, DAY, judgement, rated) },
	{ ROW(5, WORD, judgement, from), .below = MARK_COUNT },
	{ ROW(6, WORD, judgement, to), .below = MARK_COUNT },
	{ ROW(7, TEXT, judgement, reason) },
	{ ROW(8, TEXT, judgement, author) },
	{ ROW(9, TEXT, judgement, approver) },
	{ ROW(10, TEXT, judgement, reference) },
};
static const struct wire_form	 wire_judgement = {
	FORM("Judgement", judgement, judgements, no_judgement)
};

static const struct refusal	 no_refusal = { .reason = "" };
static const struct wire_row	 refusals[] = {
	{ ROW(1, TEXT, refusal, reason) },
	{ ROW(2, BYTES, refusal, text) },
};
static const struct wire_form	 wire_refusal = {
	FORM("Refusal", refusal, refusals, no_refusal)
};

/* ---- events --------------------------------------------------------------- */

/* A newer schema may mean something else by every field. */
static int
check_schema(struct bytes in, struct err *e)
{
	uint64_t	 schema = wire_number(in, EVENT_SCHEMA_FIELD);

	if (schema <= EVENT_SCHEMA)
		return 0;
	return err_set(e, ERR_NEWER, "/schema: %u is newer than this build can "
	    "read; expected at most %d", (unsigned)schema, EVENT_SCHEMA);
}

/* An event has one content, and an amendment may stand beside it. */
static int
check_event(void *to, struct err *e)
{
	struct event			*ev = to;
	const struct event_part		*p;
	int				 n = (ev->report != NULL) +
					    (ev->registration != NULL) +
					    (ev->judgement != NULL);
	size_t				 i;

	if (ev->schema == 0)
		ev->schema = SCHEMA_UNSAID;
	for (i = 0; (p = event_part(i)) != NULL; i++)
		n += p->shape != &shape_amendment && event_body(ev, p) != NULL;
	return n <= 1 ? 0 : err_set(e, ERR_INPUT,
	    "/: %d contents; an event has one", n);
}

#define SHAPE_ROW(n, f) \
	{ ROW(n, SHAPE, event, f), .shape = &shape_##f }

static const struct event	 no_event = { .source = "", .source_id = "",
				    .provider = "", .location = "",
				    .name = "", .trace = "", .via = "",
				    .schema = SCHEMA_UNSAID };
static const struct wire_row	 events[] = {
	{ ROW(1, TEXT, event, source) },
	{ .number = 2, .type = WIRE_TEXT, .name = "id",
	    .at = offsetof(struct event, source_id) },
	{ ROW(3, WORD, event, kind), .below = KIND_COUNT },
	{ ROW(4, TEXT, event, provider) },
	{ ROW(5, TEXT, event, location) },
	{ ROW(6, TEXT, event, name) },
	{ ROW(7, WORD, event, revision) },
	{ ROW(8, TEXT, event, trace) },
	{ ROW(EVENT_SCHEMA_FIELD, WORD, event, schema), .unsaid = SCHEMA_UNSAID },
	{ ROW(16, ONE, event, report), .of = &wire_report },
	{ ROW(17, ONE, event, registration), .of = &wire_registration },
	{ ROW(18, ONE, event, judgement), .of = &wire_judgement },
	SHAPE_ROW(19, succession),
	SHAPE_ROW(20, enforcement),
	SHAPE_ROW(21, evidence),
	SHAPE_ROW(22, proposal),
	SHAPE_ROW(23, award),
	SHAPE_ROW(24, workflow),
	SHAPE_ROW(25, amendment),
	SHAPE_ROW(26, exclusion),
	SHAPE_ROW(27, recompute),
	SHAPE_ROW(28, reached),
	{ ROW(29, TEXT, event, via) },
	{ ROW(30, ONE, event, refusal), .of = &wire_refusal },
	{ ROW(31, WORD, event, sequence) },
};
const struct wire_form	 wire_event = {
	FORM("Event", event, events, no_event),
	.believe = check_schema, .check = check_event
};

/* ---- what is kept --------------------------------------------------------- */

static const struct check	 no_check = { "", "" };
static const struct wire_row	 checks[] = {
	{ ROW(1, TEXT, check, id) },
	{ ROW(2, TEXT, check, text) },
};
static const struct wire_form	 wire_check = {
	FORM("Check", check, checks, no_check)
};

static int
check_statement(void *to, struct err *e)
{
	const struct statement	*s = to;

	return s->event.source != NULL ? 0 : err_set(e, ERR_INPUT,
	    "a statement without its event");
}

static const struct statement	 no_statement = { .subject = "" };
static const struct wire_row	 statements[] = {
	{ .number = 1, .type = WIRE_INSIDE, .name = "",
	    .at = offsetof(struct statement, event), .of = &wire_event },
	{ ROW(2, TEXT, statement, subject) },
	{ ROW(3, FIXED, statement, origin) },
	{ ROW(4, FIXED, statement, digest) },
	{ MANY(5, LIST, statement, check), .of = &wire_check },
};
const struct wire_form	 wire_statement = {
	FORM("Statement", statement, statements, no_statement),
	.check = check_statement, .keeps = 1,
	.kept_at = offsetof(struct statement, kept)
};

static const struct kept_state	 no_state = { .subject = "" };
static const struct wire_row	 states[] = {
	{ ROW(1, TEXT, kept_state, subject) },
	{ ROW(2, WORD, kept_state, version) },
	{ ROW(3, BYTES, kept_state, document) },
	{ MANY(4, LIST, kept_state, statement), .of = &wire_statement },
};
const struct wire_form	 wire_state = {
	FORM("State", kept_state, states, no_state), .holds = 1
};
