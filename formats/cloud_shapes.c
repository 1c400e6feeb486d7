#include <stddef.h>

#include "formats/cloud_shapes.h"
#include "proto/shape_row.h"

static const char *const	 types[] = { "", "nhs-trust", "provider",
	"location", NULL };
static const struct vocabulary	 type_words = { "type of organisation", 4,
	types, NULL, NULL };

static const struct field cell[] = {
	CODE(report_cell, location, 0),
	TEXT(report_cell, service, WORDS, 0),
	WORD(report_cell, question, question_words, FIELD_NEEDED),
	WORD_AS(report_cell, "rating", mark, mark_words, FIELD_NEEDED),
	DAY(report_cell, rated, 0),
	NUMBER(report_cell, inherited, 1),
	NUMBER(report_cell, alone, 1),
};
static const struct shape shape_cell = SHAPE("cell", report_cell, cell);

static const struct field report[] = {
	TEXT(report, link, LINK, 0),
	DAY(report, rated, FIELD_NEEDED),
	DAY(report, published, 0),
	DAY(report, inspected, 0),
	LIST(report, cell, shape_cell, EVENT_CELLS_MAX, FIELD_NEEDED),
};
static const struct shape shape_report = SHAPE("report", report, report);

/* A list of plain texts is one of entries with nothing else. */
struct place {
	const char	*id;
};
static const struct field place[] = { CODE(place, id, 0) };
static const struct shape shape_place = SHAPE("location", place, place);

static const struct field registration[] = {
	WORD(registration, type, type_words, 0),
	TEXT(registration, sector, WORDS, 0),
	DAY(registration, as_of, 0),
	LIST(registration, location, shape_place, EVENT_CELLS_MAX, 0),
};
static const struct shape shape_registration = SHAPE("registration",
    registration, registration);

static const struct field judgement[] = {
	CODE(judgement, location, 0),
	TEXT(judgement, service, WORDS, 0),
	WORD(judgement, question, question_words, FIELD_NEEDED),
	DAY(judgement, rated, FIELD_NEEDED),
	WORD(judgement, from, mark_words, FIELD_NEEDED),
	WORD(judgement, to, mark_words, FIELD_NEEDED),
	TEXT(judgement, reason, PROSE, FIELD_NEEDED),
	TEXT(judgement, author, WORDS, FIELD_NEEDED),
	TEXT(judgement, approver, WORDS, FIELD_NEEDED),
	TEXT(judgement, reference, LINE, FIELD_NEEDED),
};
static const struct shape shape_judgement = SHAPE("judgement", judgement,
    judgement);

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
