/*
 * shapes.c - the rows of every content in body.h.  Their names are those of
 * facts.proto; a test compares the two.
 */
#include <stddef.h>

#include "proto/body.h"
#include "proto/event.h"
#include "proto/shape_row.h"

/* ---- words ---------------------------------------------------------------- */

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

static const char *
name_kind(unsigned v)
{
	return event_kind_name((enum event_kind)v);
}

static unsigned
parse_kind(const char *s)
{
	return event_kind_parse(s);
}

static const char *
name_notice(unsigned v)
{
	return notice_name((enum notice_type)v);
}

static unsigned
parse_notice(const char *s)
{
	return notice_parse(s);
}

static const char *
name_exclusion(unsigned v)
{
	return exclusion_name((enum exclusion_type)v);
}

static unsigned
parse_exclusion(const char *s)
{
	return exclusion_parse(s);
}

static const char *const sides[] = { "", "predecessor", "successor", NULL };
static const char *const areas[] = { "", "clinical-services", "people",
	"clinical-support-services", "corporate-services", "finance", NULL };
static const char *const totals[] = { "", "agreed", "surplus", "deficit",
	NULL };

const struct vocabulary
	question_words = { "key question", QUESTION_COUNT, NULL, name_question,
	    parse_question },
	mark_words = { "rating", MARK_COUNT, NULL, name_mark, parse_mark };

static const struct vocabulary
	kinds = { "kind of event", KIND_COUNT, NULL, name_kind, parse_kind },
	side_words = { "side", SIDE_COUNT, sides, NULL, NULL },
	notice_words = { "type of notice", NOTICE_COUNT, NULL, name_notice,
	    parse_notice },
	total_words = { "control total", TOTAL_COUNT, totals, NULL, NULL },
	area_words = { "area", AREA_COUNT, areas, NULL, NULL },
	exclusion_words = { "type of exclusion", EXCLUSION_COUNT, NULL,
	    name_exclusion, parse_exclusion };

/* ---- rows ----------------------------------------------------------------- */

static const struct field succession[] = {
	CODE(succession, other, FIELD_NEEDED),
	WORD(succession, is, side_words, FIELD_NEEDED),
	DAY(succession, on, FIELD_NEEDED | FIELD_AHEAD),
	TEXT(succession, reason, PROSE, 0),
	DAY(succession, separate_until, FIELD_AHEAD),
};

static const struct field enforcement[] = {
	CODE(enforcement, location, 0),
	TEXT(enforcement, service, WORDS, 0),
	WORD(enforcement, question, question_words, FIELD_NEEDED),
	WORD(enforcement, type, notice_words, FIELD_NEEDED),
	DAY(enforcement, on, FIELD_NEEDED),
	DAY(enforcement, lifted, 0),
	TEXT(enforcement, reference, LINE, 0),
	TEXT(enforcement, regulation, LINE, 0),
	TEXT(enforcement, reason, PROSE, 0),
	TEXT(enforcement, rationale, PROSE, 0),
};

static const struct field metric[] = {
	TEXT(metric_value, id, WORDS, FIELD_NEEDED),
	AMOUNT(metric_value, value),
	TEXT(metric_value, period, WORDS, FIELD_NEEDED),
	TEXT(metric_value, source, LINE, FIELD_NEEDED),
	AMOUNT(metric_value, national_median),
	NUMBER(metric_value, quartile, 4),
	TEXT(metric_value, peer_group, WORDS, 0),
	AMOUNT(metric_value, peer_median),
};
static const struct shape shape_metric = SHAPE("metric", metric_value, metric);

static const struct field evidence[] = {
	DAY(evidence, as_of, FIELD_NEEDED),
	WORD(evidence, control, total_words, 0),
	TEXT(evidence, commentary, LONG, 0),
	LIST(evidence, metric, shape_metric, 100, 0),
};

static const struct field finding[] = {
	WORD(finding, area, area_words, FIELD_NEEDED),
	TEXT(finding, text, PROSE, FIELD_NEEDED),
};
static const struct shape shape_finding = SHAPE("finding", finding, finding);

static const struct field recommendation[] = {
	TEXT(recommendation, text, PROSE, FIELD_NEEDED),
};
static const struct shape shape_recommendation = SHAPE("recommendation",
    recommendation, recommendation);

static const struct field proposal[] = {
	WORD(proposal, rating, mark_words, FIELD_NEEDED),
	DAY(proposal, on, FIELD_NEEDED),
	TEXT(proposal, report, LINK, 0),
	TEXT(proposal, digest, WORDS, 0),
	TEXT(proposal, summary, LONG, 0),
	TEXT(proposal, author, WORDS, FIELD_NEEDED),
	TEXT(proposal, explanation, PROSE, 0),
	LIST(proposal, finding, shape_finding, 100, 0),
	LIST(proposal, recommendation, shape_recommendation, 100, 0),
};

static const struct field award[] = {
	WORD(award, rating, mark_words, FIELD_NEEDED),
	DAY(award, on, FIELD_NEEDED),
	WORD(award, proposed, mark_words, 0),
	TEXT(award, reason, PROSE, 0),
	TEXT(award, author, WORDS, FIELD_NEEDED),
	TEXT(award, approver, WORDS, FIELD_NEEDED),
	TEXT(award, report, LINK, 0),
};

static const struct field workflow[] = {
	TEXT(workflow, about, LINK, 0),
	DAY(workflow, on, FIELD_NEEDED),
	TEXT(workflow, who, WORDS, FIELD_NEEDED),
	TEXT(workflow, role, WORDS, 0),
	TEXT(workflow, text, PROSE, 0),
	NUMBER(workflow, extended_days, 365),
	DAY(workflow, until, FIELD_AHEAD),
};

static const struct field amendment[] = {
	TEXT(amendment, source, EVENT_ID_MAX, FIELD_NEEDED),
	TEXT(amendment, id, EVENT_ID_MAX, FIELD_NEEDED),
	WORD(amendment, kind, kinds, 0),
	TEXT(amendment, reason, PROSE, FIELD_NEEDED),
	TEXT(amendment, author, WORDS, FIELD_NEEDED),
};

static const struct field exclusion[] = {
	CODE(service_exclusion, location, 0),
	TEXT(service_exclusion, service, WORDS, 0),
	WORD(service_exclusion, type, exclusion_words, FIELD_NEEDED),
	DAY(service_exclusion, since, FIELD_NEEDED),
	DAY(service_exclusion, until, FIELD_AHEAD),
	TEXT(service_exclusion, reason, PROSE, FIELD_NEEDED),
	TEXT(service_exclusion, reference, LINE, 0),
	TEXT(service_exclusion, author, WORDS, FIELD_NEEDED),
	TEXT(service_exclusion, approver, WORDS, FIELD_NEEDED),
};

static const struct field recompute[] = {
	DAY(recompute, on, FIELD_NEEDED),
	TEXT(recompute, reason, PROSE, FIELD_NEEDED),
	TEXT(recompute, author, WORDS, FIELD_NEEDED),
	TEXT(recompute, ruleset, WORDS, 0),
};

static const struct field reached[] = {
	DAY(reached, on, FIELD_NEEDED),
	TEXT(reached, rule, WORDS, FIELD_NEEDED),
};

const struct shape
	shape_succession = SHAPE("succession", succession, succession),
	shape_enforcement = SHAPE("enforcement", enforcement, enforcement),
	shape_evidence = SHAPE("evidence", evidence, evidence),
	shape_proposal = SHAPE("proposal", proposal, proposal),
	shape_award = SHAPE("award", award, award),
	shape_workflow = SHAPE("workflow", workflow, workflow),
	shape_amendment = SHAPE("amendment", amendment, amendment),
	shape_exclusion = SHAPE("exclusion", service_exclusion, exclusion),
	shape_recompute = SHAPE("recompute", recompute, recompute),
	shape_reached = SHAPE("reached", reached, reached);
