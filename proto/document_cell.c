#include "proto/document_cell.h"

void
document_day(struct json *j, const char *key, struct day d)
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
	document_day(j, "rated_on", f->rated);
	json_text(j, "report", f->report);
	json_bool(j, "inherited", f->inherited);
	json_text(j, "predecessor", f->predecessor);
	json_end(j);
}

/* Of what there is; who is not counted is not there. */
static void
count(struct json *j, const char *key, uint8_t n)
{
	if (n != 0)
		json_int(j, key, n);
}

static void
counts(struct json *j, const struct cell *c)
{
	const uint8_t	*n = c->computed.n;

	json_object(j, "counts");
	count(j, "outstanding", n[RATING_OUTSTANDING]);
	count(j, "good", n[RATING_GOOD]);
	count(j, "requires_improvement", n[RATING_IMPROVE]);
	count(j, "inadequate", n[RATING_INADEQUATE]);
	count(j, "not_rated", n[RATING_NONE]);
	count(j, "unknown", c->unknown);
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

/* A document gives the way to the result only where it is not obvious. */
static int
is_total(const struct cell *c)
{
	return c->level == LEVEL_QUALITY || c->level == LEVEL_COMBINED ||
	    c->level == LEVEL_LOCATION;
}

/* Deciding row, tests and margin only make sense where nothing is unknown. */
static void
explanation(struct json *j, const struct cell *c, enum cell_detail detail)
{
	struct margin	 better, worse;
	int		 certain = c->unknown == 0 && c->computed.rule != NULL;

	json_text(j, "ruleset", c->set->id);
	json_text(j, "row", certain ? c->computed.rule->id : "");
	json_text(j, "basis", basis_name(certain ? c->computed.rule->basis :
	    c->set->basis));
	counts(j, c);
	if (!certain || (detail == CELL_PUBLISHED && !is_total(c)))
		return;
	tests(j, c);
	rules_margin(c->set, c->computed.n, &better, &worse);
	margin(j, "better", &better);
	margin(j, "worse", &worse);
}

static void
computed(struct json *j, const struct cell *c, enum cell_detail detail)
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
	document_day(j, "on", c->computed_on);
	explanation(j, c, detail);
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
	document_day(j, "on", c->moved_on);
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
	document_day(j, "on", c->notice->on);
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

void
document_cell(struct json *j, const struct cell *c, enum cell_detail detail)
{
	place(j, c);
	awarded(j, c->awarded);
	computed(j, c, detail);
	json_bool(j, "departs", c->departs);
	reason(j, c->deviation);
	moved(j, c);
	limit(j, c);
	json_text(j, "not_computed", silence_text(c->silence));
	json_bool(j, "same_day", c->same_day);
}

void
document_departure(struct json *j, const struct cell *c)
{
	place(j, c);
	document_day(j, "date", c->awarded->rated);
	json_text(j, "awarded", mark_code(c->awarded->mark));
	json_text(j, "low", rating_code(c->bounds.low));
	json_text(j, "high", rating_code(c->bounds.high));
	json_text(j, "ruleset", c->set->id);
	json_text(j, "row", c->computed.rule == NULL ? "" :
	    c->computed.rule->id);
	reason(j, c->deviation);
}
