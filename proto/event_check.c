#include <string.h>

#include "base/text.h"
#include "proto/event_check.h"
#include "rules/rules.h"

enum { RULESETS_MAX = 40 };

/* Letters, digits and dashes: RGT, RM317, 1-1000587219. */
static int
organisation_code(const char *s)
{
	size_t	 n = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
		    "abcdefghijklmnopqrstuvwxyz0123456789-");

	return n > 0 && n <= 40 && s[n] == '\0';
}

int
check_code(const char *pointer, const char *s, struct err *e)
{
	if (s[0] == '\0' || organisation_code(s))
		return 0;
	return err_set(e, ERR_INPUT, "%s: \"%.60s\" is not the code of an "
	    "organisation; expected letters, digits and dashes, as in RGT, "
	    "RM317 or 1-1000587219", pointer, s);
}

int
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

int
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
		    "expected a day up to today", pointer,
		    day_text(day, text));
	if (y < 2009)
		return err_set(e, ERR_INPUT, "%s: \"%s\" is before 2009, when "
		    "CQC began", pointer, day_text(day, text));
	return 0;
}

int
check_ruleset(const char *pointer, const char *id, struct err *e)
{
	const char		*known[RULESETS_MAX + 1], *near;
	const struct ruleset	*set;
	size_t			 i, n = 0;

	if (id[0] == '\0')
		return 0;
	for (i = 0; n < RULESETS_MAX && (set = ruleset_at(i)) != NULL; i++) {
		if (ruleset_largest(set) == 0)
			continue;
		if (strcmp(set->id, id) == 0)
			return 0;
		known[n++] = set->id;
	}
	known[n] = NULL;
	near = text_nearest(id, known);
	return err_set(e, ERR_INPUT, "%s: \"%.60s\" is not a set of rules that "
	    "gives ratings%s%s%s", pointer, id, near == NULL ? "" :
	    "; did you mean \"", near == NULL ? "" : near, near == NULL ? "" :
	    "\"?");
}

static int
check_sequence(uint32_t n, struct err *e)
{
	return n <= EVENT_SEQUENCE_MAX ? 0 : err_set(e, ERR_INPUT,
	    "/sequence: \"%u\" is not a number of an event; expected 1 to %d",
	    n, EVENT_SEQUENCE_MAX);
}

int
check_envelope(const struct event *ev, struct err *e)
{
	if (ev->source[0] == '\0' || ev->source_id[0] == '\0')
		return err_set(e, ERR_INPUT, "/%s: is missing; an event needs "
		    "a source and an id that is unique within it",
		    ev->source[0] == '\0' ? "source" : "id");
	return check_text("/source", ev->source, EVENT_ID_MAX, e) != 0 ||
	    check_text("/id", ev->source_id, EVENT_ID_MAX, e) != 0 ||
	    check_text("/name", ev->name, 400, e) != 0 ||
	    check_text("/trace", ev->trace, 200, e) != 0 ||
	    check_sequence(ev->sequence, e) != 0 ? -1 : 0;
}
