#include <string.h>

#include "base/buf.h"
#include "explain/why.h"

static const char *const numbers[] = {
	"no", "one", "two", "three", "four", "five", "six", "seven", "eight",
	"nine", "ten"
};

static const char *const months[] = {
	"", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
	"Oct", "Nov", "Dec"
};

/* The text of a buffer, in the arena; the buffer is given back. */
static const char *
settle(struct arena *a, struct buf *b)
{
	const char	*s = arena_textn(a, b->data != NULL ? b->data : "",
			    b->len);

	buf_release(b);
	return s;
}

static void
add_number(struct buf *b, unsigned n)
{
	if (n < sizeof(numbers) / sizeof(numbers[0]))
		buf_text(b, numbers[n]);
	else
		buf_printf(b, "%u", n);
}

const char *
why_day(struct arena *a, struct day d)
{
	int	year, month, day;

	if (d.precision == PRECISION_NONE)
		return "";
	day_split(d, &year, &month, &day);
	if (d.precision == PRECISION_YEAR)
		return arena_printf(a, "%d", year);
	if (d.precision == PRECISION_MONTH)
		return arena_printf(a, "%s %d", months[month], year);
	return arena_printf(a, "%d %s %d", day, months[month], year);
}

const char *
why_bounds(struct arena *a, struct bounds b)
{
	if (b.low == RATING_NONE && b.high == RATING_NONE)
		return "no rating";
	if (b.low == b.high)
		return rating_name(b.low);
	return arena_printf(a, "between %s and %s", rating_name(b.low),
	    rating_name(b.high));
}

const char *
why_rating(struct arena *a, const struct cell *c)
{
	if (c->awarded != NULL)
		return mark_name(c->awarded->mark);
	if (c->set == NULL)
		return "";
	return arena_printf(a, "%s by the rules", why_bounds(a, c->bounds));
}

/* "well-led", "use of resources". */
static const char *
in_sentence(struct arena *a, enum question q)
{
	char	*s = arena_text(a, question_name(q));

	if (*s >= 'A' && *s <= 'Z')
		*s = (char)(*s - 'A' + 'a');
	return s;
}

static const char *
place(struct arena *a, const struct sheet *s, const struct cell *c)
{
	int	own = c->location[0] == '\0' ||
		    strcmp(c->location, s->id) == 0;

	if (own)
		return c->service;
	if (c->service[0] == '\0')
		return c->location;
	return arena_printf(a, "%s at %s", c->service, c->location);
}

const char *
why_title(struct arena *a, const struct sheet *s, const struct cell *c)
{
	const char	*where = place(a, s, c), *what;

	switch (c->level) {
	case LEVEL_COMBINED:
		what = "Combined rating";
		break;
	case LEVEL_QUALITY:
		what = "Overall quality";
		break;
	case LEVEL_LOCATION:
	case LEVEL_SERVICE:
		what = "Overall rating";
		break;
	default:
		what = question_name(c->question);
	}
	return where[0] == '\0' ? what :
	    arena_printf(a, "%s, %s", what, where);
}

const char *
why_place(struct arena *a, const struct sheet *s, const struct cell *c)
{
	const char	*where = place(a, s, c);

	if (c->question == QUESTION_OVERALL)
		return where[0] != '\0' ? where : "overall";
	return arena_printf(a, "%s%s%s", where, where[0] != '\0' ? ": " : "",
	    in_sentence(a, c->question));
}

const char *
why_rules(struct arena *a, const struct cell *c)
{
	const struct rule	*r = c->computed.rule;

	if (c->set == NULL)
		return "";
	if (r == NULL || c->bounds.low != c->bounds.high)
		return arena_printf(a, "%s (%s)", c->set->id,
		    basis_name(c->set->basis));
	return arena_printf(a, "%s, row %s (%s)", c->set->id, r->id,
	    basis_name(r->basis));
}

static const char *
need_text(struct arena *a, const struct test *t)
{
	const struct rule	*r = t->rule;

	if (t->needed == 0)
		return "";
	if (r->rest <= RATING_INADEQUATE)
		return arena_printf(a, "needs %u or more %s", t->needed,
		    rating_name(r->of));
	return arena_printf(a, "needs %u or more %s, none below %s",
	    t->needed, rating_name(r->of), rating_name(r->rest));
}

static const char *
answer_text(struct arena *a, const struct test *t)
{
	if (t->yes)
		return "YES";
	if (t->found >= t->needed && !t->rest_holds)
		return arena_printf(a, "no, another is below %s",
		    rating_name(t->rule->rest));
	return "no";
}

static struct why_test
test_words(struct arena *a, const struct test *t)
{
	const char	*then = rating_name(t->rule->then);

	return (struct why_test){
		.question = t->needed == 0 ?
		    arena_printf(a, "otherwise %s", then) :
		    arena_printf(a, "%s?", then),
		.need = need_text(a, t),
		.found = t->needed == 0 ? "" :
		    arena_printf(a, "%u found", t->found),
		.answer = answer_text(a, t),
		.yes = t->yes
	};
}

size_t
why_tests(const struct cell *c, struct arena *a,
    struct why_test out[RULES_MAX_ROWS])
{
	struct test	tests[RULES_MAX_ROWS];
	size_t		i, n;

	if (c->set == NULL || c->unknown != 0)
		return 0;
	n = rules_tests(c->set, c->computed.n, tests);
	for (i = 0; i < n; i++)
		out[i] = test_words(a, &tests[i]);
	return n;
}

/* "two more Outstanding" for each rating that there are more of in `to`. */
static void
add_more(struct buf *b, const uint8_t *from, const uint8_t *to,
    const char *more)
{
	const char	*joint = "";
	int		 r;

	for (r = RATING_OUTSTANDING; r >= RATING_INADEQUATE; r--) {
		if (to[r] <= from[r])
			continue;
		buf_text(b, joint);
		add_number(b, (unsigned)(to[r] - from[r]));
		buf_printf(b, "%s %s", more, rating_name((enum rating)r));
		joint = " and ";
	}
}

static const char *
change(struct arena *a, const uint8_t *from, const uint8_t *to)
{
	struct buf	b = { 0 };

	add_more(&b, from, to, " more");
	buf_text(&b, " in place of ");
	add_more(&b, to, from, "");
	return settle(a, &b);
}

/* Nothing is said about a margin where an input is unknown: it would move. */
static int
margins(const struct cell *c, struct margin *better, struct margin *worse)
{
	if (c->set == NULL || c->unknown != 0 || c->computed.rule == NULL)
		return 0;
	rules_margin(c->set, c->computed.n, better, worse);
	return 1;
}

const char *
why_margin(struct arena *a, const struct cell *c)
{
	struct margin	better, worse;

	if (!margins(c, &better, &worse))
		return "";
	if (worse.to == RATING_NONE)
		return "there is nothing worse";
	return arena_printf(a, "%s would make it %s",
	    change(a, c->computed.n, worse.n), rating_name(worse.to));
}

const char *
why_upward(struct arena *a, const struct cell *c)
{
	struct margin	better, worse;

	if (!margins(c, &better, &worse))
		return "";
	if (better.to == RATING_NONE)
		return "there is nothing better";
	return arena_printf(a, "%s needs %s", rating_name(better.to),
	    change(a, c->computed.n, better.n));
}

const char *
why_note(struct arena *a, const struct cell *c)
{
	const struct ruleset	*plain = ruleset_find("consult-2017-11-current");
	struct outcome		 o;

	if (plain == NULL || c->set == NULL || c->unknown != 0 ||
	    c->set->purpose != PURPOSE_COMBINED || c->computed.rule == NULL)
		return "";
	o = rules_decide(plain, c->computed.n);
	if (o.rating == c->computed.rating)
		return "";
	return arena_printf(a, "under the plain \"rule of two\" this would be "
	    "%s", rating_name(o.rating));
}

static void
add_questions(struct buf *b, struct arena *a, const enum question *q,
    size_t n)
{
	size_t	i;

	for (i = 0; i < n; i++)
		buf_printf(b, "%s%s", i == 0 ? "" : i + 1 == n ? " and " : ", ",
		    in_sentence(a, q[i]));
}

const char *
why_unknown(struct arena *a, const struct sheet *s, const struct cell *c)
{
	enum question	q[QUESTION_COUNT];
	struct buf	b = { 0 };
	size_t		n;

	if (c->set == NULL || c->unknown == 0)
		return "";
	n = sheet_unknown(s, c, q, QUESTION_COUNT);
	if (n == c->unknown) {
		add_questions(&b, a, q, n);
	} else {
		add_number(&b, c->unknown);
		buf_text(&b, c->unknown == 1 ? " input" : " inputs");
	}
	buf_printf(&b, " %s not stated in any report up to this date, so ",
	    c->unknown == 1 ? "is" : "are");
	if (c->bounds.low == RATING_NONE && c->bounds.high == RATING_NONE)
		buf_text(&b, "the rules say nothing");
	else
		buf_printf(&b, "the rules give %s",
		    why_bounds(a, c->bounds));
	return settle(a, &b);
}

static void
add_reason(struct buf *b, const struct deviation *d)
{
	if (d == NULL) {
		buf_text(b, "; no reason is recorded");
		return;
	}
	buf_printf(b, "; reason: %s", d->reason);
	if (d->author[0] != '\0')
		buf_printf(b, " (%s", d->author);
	if (d->author[0] != '\0' && d->approver[0] != '\0')
		buf_printf(b, ", approved by %s", d->approver);
	if (d->author[0] != '\0' && d->reference[0] != '\0')
		buf_printf(b, ", %s", d->reference);
	if (d->author[0] != '\0')
		buf_char(b, ')');
}

const char *
why_award(struct arena *a, const struct cell *c)
{
	struct buf	 b = { 0 };
	const char	*gives = why_bounds(a, c->bounds), *awarded;

	if (c->awarded == NULL)
		return c->set == NULL ? "" : arena_printf(a,
		    "nothing was awarded; the rules give %s", gives);
	awarded = mark_name(c->awarded->mark);
	if (c->set == NULL)
		return arena_printf(a, "%s, awarded and not computed", awarded);
	if (mark_rating(c->awarded->mark) == RATING_NONE)
		return arena_printf(a, "\"%s\" is not a rating; the rules give "
		    "%s", awarded, gives);
	if (c->departs) {
		buf_printf(&b, "%s was awarded, the rules give %s", awarded,
		    gives);
		add_reason(&b, c->deviation);
		return settle(a, &b);
	}
	if (c->bounds.low != c->bounds.high)
		return arena_printf(a, "awarded %s lies within what the rules "
		    "give", awarded);
	return arena_printf(a, "computed %s = awarded %s, no departure", gives,
	    awarded);
}

const char *
why_agreement(struct arena *a, const struct cell *c)
{
	struct margin	m;
	enum rating	to, all;
	uint8_t		n[RATING_COUNT];

	if (!c->departs)
		return "";
	to = mark_rating(c->awarded->mark);
	memcpy(n, c->computed.n, sizeof(n));
	/* What is unknown is as good for the award as it can be. */
	all = to > c->bounds.high ? RATING_OUTSTANDING : RATING_INADEQUATE;
	n[all] = (uint8_t)(n[all] + c->unknown);
	rules_nearest(c->set, n, to, &m);
	return m.to == RATING_NONE ? "nothing: no such inputs give it" :
	    change(a, n, m.n);
}

const char *
why_moved(struct arena *a, const struct cell *c)
{
	if (!c->moved)
		return "";
	return arena_printf(a, "this is a snapshot of %s; its inputs have moved "
	    "on since (%s) and would now give %s", why_day(a, c->computed_on),
	    why_day(a, c->moved_on), why_bounds(a, c->now));
}
