#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "proto/event.h"

static const char *const kinds[KIND_COUNT] = {
	[KIND_NONE] = "",
	[KIND_ORGANISATION_REGISTERED] = "organisation.registered",
	[KIND_INSPECTION_REPORTED] = "inspection.reported",
	[KIND_RATING_DEVIATED] = "rating.deviated",
};

const char *
event_kind_name(enum event_kind kind)
{
	return kind < KIND_COUNT ? kinds[kind] : "";
}

enum event_kind
event_kind_parse(const char *name)
{
	unsigned	 k;

	for (k = KIND_NONE + 1; k < KIND_COUNT; k++)
		if (strcmp(kinds[k], name) == 0)
			return (enum event_kind)k;
	return KIND_NONE;
}

int
trust_code(const char *code)
{
	return (code[0] == 'R' || code[0] == 'T') &&
	    isalnum((unsigned char)code[1]) &&
	    isalnum((unsigned char)code[2]) && code[3] == '\0';
}

const char *
event_subject(const struct event *ev)
{
	if (trust_code(ev->provider))
		return ev->provider;
	if (ev->location[0] != '\0')
		return ev->location;
	return ev->provider[0] != '\0' ? ev->provider : NULL;
}

/* Letters, digits and dashes: RGT, RM317, 1-1000587219. */
static int
organisation_code(const char *s)
{
	size_t	 n = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
		    "abcdefghijklmnopqrstuvwxyz0123456789-");

	return n > 0 && n <= 40 && s[n] == '\0';
}

static int
check_code(const char *pointer, const char *s, struct err *e)
{
	if (s[0] == '\0' || organisation_code(s))
		return 0;
	return err_set(e, ERR_INPUT, "%s: \"%.60s\" is not the code of an "
	    "organisation; expected letters, digits and dashes, as in RGT, "
	    "RM317 or 1-1000587219", pointer, s);
}

static int
check_text(const char *pointer, const char *s, size_t max, struct err *e)
{
	size_t	 n = strlen(s);

	if (n > max)
		return err_set(e, ERR_INPUT, "%s: %zu bytes; expected at most "
		    "%zu", pointer, n, max);
	if (!text_utf8(s, n))
		return err_set(e, ERR_INPUT, "%s: is not well-formed UTF-8",
		    pointer);
	return 0;
}

static int
check_day(const char *pointer, struct day day, int needed, int32_t today,
    struct err *e)
{
	char		 text[DAY_TEXT];
	struct day	 first;
	int		 y, m, d;

	if (day.precision == PRECISION_NONE)
		return !needed ? 0 : err_set(e, ERR_INPUT,
		    "%s: is missing; expected a date such as 2019-02-26, "
		    "2019-02 or 2019", pointer);
	/* A month or a year that has begun is not in the future. */
	day_split(day, &y, &m, &d);
	first = day_from(y, m == 0 ? 1 : m, d == 0 ? 1 : d);
	if (first.serial > today)
		return err_set(e, ERR_INPUT, "%s: \"%s\" is in the future; "
		    "a rating cannot be dated after today", pointer,
		    day_text(day, text));
	if (y < 2009)
		return err_set(e, ERR_INPUT, "%s: \"%s\" is before 2009, when "
		    "CQC began", pointer, day_text(day, text));
	return 0;
}

static int
check_cell(const struct report_cell *c, size_t i, int32_t today, struct err *e)
{
	if (c->question == QUESTION_NONE || c->question >= QUESTION_COUNT ||
	    c->mark == MARK_NONE || c->mark >= MARK_COUNT)
		return err_set(e, ERR_INPUT, "/report/cell/%zu: question or "
		    "rating is not one of the known words", i);
	if (c->question >= QUESTION_RESOURCES && c->service[0] != '\0')
		return err_set(e, ERR_INPUT, "/report/cell/%zu/service: "
		    "\"%.60s\" has a %s rating; only a whole organisation has "
		    "one", i, c->service, question_name(c->question));
	if (check_code("/report/cell/location", c->location, e) != 0 ||
	    check_text("/report/cell/service", c->service, 200, e) != 0 ||
	    check_day("/report/cell/rated", c->rated, 0, today, e) != 0)
		return -1;
	return 0;
}

static int
check_report(const struct report *r, int32_t today, struct err *e)
{
	size_t	 i;

	if (check_text("/report/link", r->link, 1000, e) != 0 ||
	    check_day("/report/rated", r->rated, 1, today, e) != 0 ||
	    check_day("/report/published", r->published, 0, today, e) != 0)
		return -1;
	if (r->ncell == 0 || r->ncell > EVENT_CELLS_MAX)
		return err_set(e, ERR_INPUT, "/report/cell: %zu ratings; "
		    "expected 1 to %d", r->ncell, EVENT_CELLS_MAX);
	for (i = 0; i < r->ncell; i++)
		if (check_cell(&r->cell[i], i, today, e) != 0)
			return -1;
	return 0;
}

static int
check_registration(const struct registration *r, int32_t today, struct err *e)
{
	size_t	 i;

	if (check_text("/registration/sector", r->sector, 200, e) != 0 ||
	    check_day("/registration/as_of", r->as_of, 0, today, e) != 0)
		return -1;
	if (r->nlocation > EVENT_CELLS_MAX)
		return err_set(e, ERR_INPUT, "/registration/location: %zu "
		    "locations; expected at most %d", r->nlocation,
		    EVENT_CELLS_MAX);
	for (i = 0; i < r->nlocation; i++)
		if (check_code("/registration/location", r->location[i], e) != 0)
			return -1;
	return 0;
}

static int
check_judgement(const struct judgement *j, int32_t today, struct err *e)
{
	if (j->question == QUESTION_NONE || j->question >= QUESTION_COUNT ||
	    mark_rating(j->to) == RATING_NONE)
		return err_set(e, ERR_INPUT, "/judgement: names no key "
		    "question or no rating");
	if (j->reason[0] == '\0' || j->author[0] == '\0' ||
	    j->approver[0] == '\0')
		return err_set(e, ERR_INPUT, "/judgement: a deviation needs a "
		    "reason, an author and an approver");
	if (strcmp(j->author, j->approver) == 0)
		return err_set(e, ERR_INPUT, "/judgement/approver: \"%.60s\" "
		    "is also the author; expected a second person",
		    j->approver);
	if (check_code("/judgement/location", j->location, e) != 0 ||
	    check_text("/judgement/service", j->service, 200, e) != 0 ||
	    check_text("/judgement/reason", j->reason, 4000, e) != 0 ||
	    check_text("/judgement/author", j->author, 200, e) != 0 ||
	    check_text("/judgement/approver", j->approver, 200, e) != 0 ||
	    check_text("/judgement/reference", j->reference, 400, e) != 0)
		return -1;
	return check_day("/judgement/rated", j->rated, 1, today, e);
}

static int
check_body(const struct event *ev, int32_t today, struct err *e)
{
	switch (ev->kind) {
	case KIND_INSPECTION_REPORTED:
		if (ev->report != NULL)
			return check_report(ev->report, today, e);
		break;
	case KIND_ORGANISATION_REGISTERED:
		if (ev->registration != NULL)
			return check_registration(ev->registration, today, e);
		break;
	case KIND_RATING_DEVIATED:
		if (ev->judgement != NULL)
			return check_judgement(ev->judgement, today, e);
		break;
	case KIND_NONE:
	case KIND_COUNT:
		return err_set(e, ERR_INPUT, "/kind: is not one of the known "
		    "kinds of event");
	}
	return err_set(e, ERR_INPUT, "/kind: \"%s\" without its content",
	    event_kind_name(ev->kind));
}

int
event_check(const struct event *ev, int32_t today, struct err *e)
{
	if (ev->source[0] == '\0' || ev->source_id[0] == '\0')
		return err_set(e, ERR_INPUT, "/%s: is missing; an event needs "
		    "a source and an id that is unique within it",
		    ev->source[0] == '\0' ? "source" : "id");
	if (check_text("/source", ev->source, EVENT_ID_MAX, e) != 0 ||
	    check_text("/id", ev->source_id, EVENT_ID_MAX, e) != 0 ||
	    check_text("/name", ev->name, 400, e) != 0 ||
	    check_text("/trace", ev->trace, 200, e) != 0 ||
	    check_code("/provider", ev->provider, e) != 0 ||
	    check_code("/location", ev->location, e) != 0)
		return -1;
	if (event_subject(ev) == NULL)
		return err_set(e, ERR_INPUT, "/provider: is missing, and so is "
		    "/location; an event is about one of them");
	return check_body(ev, today, e);
}
