#include <string.h>

#include "base/json.h"
#include "cli/account.h"
#include "cli/why.h"

static void
put_day(struct json *j, const char *key, struct day d)
{
	char	text[DAY_TEXT];

	json_text(j, key, day_text(d, text));
}

static void
put_awarded(struct json *j, const struct fact *f)
{
	if (f == NULL) {
		json_null(j, "awarded");
		return;
	}
	json_object(j, "awarded");
	json_text(j, "rating", mark_code(f->mark));
	put_day(j, "rated_on", f->rated);
	json_text(j, "report", f->report);
	json_bool(j, "inherited", f->inherited);
	json_end(j);
}

static void
put_counts(struct json *j, const struct cell *c)
{
	int	r;

	json_object(j, "counts");
	for (r = RATING_OUTSTANDING; r >= RATING_INADEQUATE; r--)
		json_int(j, rating_code((enum rating)r), c->computed.n[r]);
	json_int(j, "not_rated", c->computed.n[RATING_NONE]);
	json_int(j, "unknown", c->unknown);
	json_end(j);
}

static void
put_tests(struct json *j, const struct cell *c)
{
	struct test	test[RULES_MAX_ROWS];
	size_t		i, n = rules_tests(c->set, c->computed.n, test);

	json_array(j, "tests");
	for (i = 0; i < n; i++) {
		json_object(j, NULL);
		json_text(j, "row", test[i].rule->id);
		json_text(j, "rating", rating_code(test[i].rule->then));
		json_int(j, "needed", test[i].needed);
		json_int(j, "found", test[i].found);
		json_bool(j, "decided", test[i].yes);
		json_end(j);
	}
	json_end(j);
}

static void
put_margin(struct json *j, const char *key, const struct margin *m)
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
put_decision(struct json *j, const struct cell *c)
{
	int		 certain = c->unknown == 0 && c->computed.rule != NULL;
	struct margin	 better, worse;

	json_text(j, "row", certain ? c->computed.rule->id : "");
	json_text(j, "basis", basis_name(certain ? c->computed.rule->basis :
	    c->set->basis));
	put_counts(j, c);
	if (!certain)
		return;
	put_tests(j, c);
	rules_margin(c->set, c->computed.n, &better, &worse);
	put_margin(j, "better", &better);
	put_margin(j, "worse", &worse);
}

static void
put_computed(struct json *j, const struct cell *c)
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
	put_day(j, "on", c->computed_on);
	json_text(j, "ruleset", c->set->id);
	put_decision(j, c);
	json_end(j);
}

static void
put_reason(struct json *j, const struct deviation *d)
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
put_moved(struct json *j, const struct cell *c)
{
	if (!c->moved) {
		json_null(j, "moved");
		return;
	}
	json_object(j, "moved");
	put_day(j, "on", c->moved_on);
	json_text(j, "low", rating_code(c->now.low));
	json_text(j, "high", rating_code(c->now.high));
	json_end(j);
}

static void
put_notice(struct json *j, const struct cell *c)
{
	if (c->notice == NULL) {
		json_null(j, "notice");
		return;
	}
	json_object(j, "notice");
	json_text(j, "type", notice_name(c->notice->type));
	put_day(j, "on", c->notice->on);
	json_text(j, "reference", c->notice->reference);
	json_bool(j, "exceeded", c->over_limit);
	json_end(j);
}

static void
put_cell(struct json *j, const struct sheet *s, const struct cell *c,
    struct arena *a)
{
	json_object(j, NULL);
	json_text(j, "level", level_name(c->level));
	json_text(j, "location", c->location);
	json_text(j, "service", c->service);
	json_text(j, "question", question_code(c->question));
	put_awarded(j, c->awarded);
	put_computed(j, c);
	json_bool(j, "departs", c->departs);
	put_reason(j, c->deviation);
	put_moved(j, c);
	put_notice(j, c);
	json_text(j, "not_computed", silence_text(c->silence));
	json_text(j, "limit", why_limit(a, c));
	json_text(j, "award", why_award(a, c));
	json_text(j, "unknown", why_unknown(a, s, c));
	json_end(j);
}

static int
is_shown(const struct sheet *s, const struct cell *c)
{
	return strcmp(s->id, s->subject) == 0 ||
	    strcmp(c->location, s->id) == 0;
}

void
account_json(const struct sheet *s, struct arena *a, struct buf *out)
{
	struct json	j;
	size_t		i;

	json_init(&j, out, 0);
	json_object(&j, NULL);
	json_text(&j, "organisation", s->id);
	json_text(&j, "subject", s->subject);
	json_text(&j, "name", s->name);
	put_day(&j, "as_of", s->as_of);
	json_int(&j, "version", s->nedition > 0 ? s->edition[0].version : 0);
	json_array(&j, "ratings");
	for (i = 0; i < s->ncell; i++)
		if (is_shown(s, &s->cell[i]))
			put_cell(&j, s, &s->cell[i], a);
	json_end(&j);
	json_array(&j, "checks");
	for (i = 0; i < s->ncheck; i++)
		json_text(&j, NULL, s->check[i].text);
	json_end(&j);
	json_end(&j);
	buf_char(out, '\n');
}
