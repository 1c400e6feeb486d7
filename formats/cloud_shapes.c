#include <stddef.h>

#include "formats/cloud_shapes.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

enum { WORDS = 200, LINE = 400, LINK = 1000, PROSE = 4000 };

static const char *
name_question(unsigned v)
{
	return question_code((enum question)v);
}

static unsigned
parse_question(const char *s)
{
	return question_parse(s);
}

static const char *
name_mark(unsigned v)
{
	return mark_code((enum mark)v);
}

static unsigned
parse_mark(const char *s)
{
	return mark_parse(s);
}

static const char *const	 types[] = { "", "nhs-trust", "provider",
	"location", NULL };
static const struct vocabulary
	questions = { "key question", QUESTION_COUNT, NULL, name_question,
	    parse_question },
	marks = { "rating", MARK_COUNT, NULL, name_mark, parse_mark },
	type_words = { "type of organisation", 4, types, NULL, NULL };

#define TEXT(S, f, most, how) \
	{ .name = #f, .type = FIELD_TEXT, .flags = (how), \
	  .at = offsetof(struct S, f), .max = (most) }
#define CODE(S, f) \
	{ .name = #f, .type = FIELD_CODE, .at = offsetof(struct S, f), \
	  .max = 40 }
#define DAY(S, f, how) \
	{ .name = #f, .type = FIELD_DAY, .flags = (how), \
	  .at = offsetof(struct S, f) }
#define WORD(S, as, f, list, how) \
	{ .name = (as), .type = FIELD_WORD, .flags = (how), \
	  .at = offsetof(struct S, f), .words = &(list) }
#define FLAG(S, f) \
	{ .name = #f, .type = FIELD_NUMBER, .at = offsetof(struct S, f), \
	  .max = 1 }
#define LIST(S, f, shape, how) \
	{ .name = #f, .type = FIELD_LIST, .flags = (how), \
	  .at = offsetof(struct S, f), .max = EVENT_CELLS_MAX, .of = &(shape), \
	  .count_at = offsetof(struct S, n##f) }

static const struct field cell[] = {
	CODE(report_cell, location),
	TEXT(report_cell, service, WORDS, 0),
	WORD(report_cell, "question", question, questions, FIELD_NEEDED),
	WORD(report_cell, "rating", mark, marks, FIELD_NEEDED),
	DAY(report_cell, rated, 0),
	FLAG(report_cell, inherited),
	FLAG(report_cell, alone),
};
static const struct shape shape_cell = { "cell", sizeof(struct report_cell),
	cell, COUNT(cell) };

static const struct field report[] = {
	TEXT(report, link, LINK, 0),
	DAY(report, rated, FIELD_NEEDED),
	DAY(report, published, 0),
	DAY(report, inspected, 0),
	LIST(report, cell, shape_cell, FIELD_NEEDED),
};
static const struct shape shape_report = { "report", sizeof(struct report),
	report, COUNT(report) };

/* A list of plain texts is one of entries with nothing else. */
struct place {
	const char	*id;
};
static const struct field place[] = { CODE(place, id) };
static const struct shape shape_place = { "location", sizeof(struct place),
	place, COUNT(place) };

static const struct field registration[] = {
	WORD(registration, "type", type, type_words, 0),
	TEXT(registration, sector, WORDS, 0),
	DAY(registration, as_of, 0),
	LIST(registration, location, shape_place, 0),
};
static const struct shape shape_registration = { "registration",
	sizeof(struct registration), registration, COUNT(registration) };

static const struct field judgement[] = {
	CODE(judgement, location),
	TEXT(judgement, service, WORDS, 0),
	WORD(judgement, "question", question, questions, FIELD_NEEDED),
	DAY(judgement, rated, FIELD_NEEDED),
	WORD(judgement, "from", from, marks, FIELD_NEEDED),
	WORD(judgement, "to", to, marks, FIELD_NEEDED),
	TEXT(judgement, reason, PROSE, FIELD_NEEDED),
	TEXT(judgement, author, WORDS, FIELD_NEEDED),
	TEXT(judgement, approver, WORDS, FIELD_NEEDED),
	TEXT(judgement, reference, LINE, FIELD_NEEDED),
};
static const struct shape shape_judgement = { "judgement",
	sizeof(struct judgement), judgement, COUNT(judgement) };

struct cloud_part
cloud_part_of(enum event_kind kind)
{
	const struct event_part	*p = event_part_of(kind);

	if (p != NULL)
		return (struct cloud_part){ p->shape, p->at };
	if (kind == KIND_INSPECTION_REPORTED)
		return (struct cloud_part){ &shape_report,
		    offsetof(struct event, report) };
	if (kind == KIND_ORGANISATION_REGISTERED)
		return (struct cloud_part){ &shape_registration,
		    offsetof(struct event, registration) };
	if (kind == KIND_RATING_DEVIATED)
		return (struct cloud_part){ &shape_judgement,
		    offsetof(struct event, judgement) };
	return (struct cloud_part){ NULL, 0 };
}
