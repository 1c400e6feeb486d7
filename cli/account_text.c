#include <string.h>

#include "cli/account.h"
#include "cli/list.h"
#include "cli/tint.h"
#include "explain/why.h"

/* What is being written, and how. */
struct account {
	const struct sheet	*sheet;
	struct arena		*arena;
	struct buf		*out;
	int			 colour;
};

/* Foreign text stays on its line and cannot move the cursor. */
static void
add(struct account *t, const char *s)
{
	for (; *s != '\0'; s++)
		buf_char(t->out, (unsigned char)*s < ' ' || *s == 0x7f ?
		    ' ' : *s);
}

/* At least one blank behind it. */
static void
add_padded(struct account *t, const char *s, size_t width)
{
	size_t	n = list_width(s);

	add(t, s);
	do
		buf_char(t->out, ' ');
	while (++n < width);
}

static void
end_line(struct account *t)
{
	while (t->out->len > 0 && t->out->data[t->out->len - 1] == ' ')
		t->out->data[--t->out->len] = '\0';
	buf_char(t->out, '\n');
}

static enum mark
mark_of(const struct cell *c)
{
	return c->awarded != NULL ? c->awarded->mark : MARK_NONE;
}

static struct day
day_of(const struct cell *c)
{
	return c->awarded != NULL ? c->awarded->rated : c->computed_on;
}

static void
start_rating(struct account *t, const struct cell *c)
{
	buf_text(t->out, tint_mark(t->colour, mark_of(c)));
}

static void
end_rating(struct account *t, const struct cell *c)
{
	buf_text(t->out, mark_rating(mark_of(c)) != RATING_NONE ?
	    tint_end(t->colour) : "");
}

static void
add_rating(struct account *t, const struct cell *c)
{
	start_rating(t, c);
	add_padded(t, why_rating(t->arena, c), 30);
	end_rating(t, c);
}

static void
add_title(struct account *t)
{
	const struct sheet	*s = t->sheet;

	buf_text(t->out, tint_bold(t->colour));
	add(t, s->name[0] != '\0' ? s->name : s->subject);
	buf_text(t->out, tint_end(t->colour));
	if (strcmp(s->id, s->subject) != 0) {
		add(t, arena_printf(t->arena, " (%s): location %s",
		    s->subject, s->id));
	} else if (s->name[0] != '\0') {
		add(t, arena_printf(t->arena, " (%s)", s->id));
	}
	add(t, s->as_of.precision == PRECISION_NONE ? "   no rating" :
	    arena_printf(t->arena, "   newest rating of %s",
	    why_day(t->arena, s->as_of)));
	if (s->asked.precision != PRECISION_NONE)
		add(t, arena_printf(t->arena, ", as known of %s",
		    why_day(t->arena, s->asked)));
	else if (s->nedition > 0)
		add(t, arena_printf(t->arena, ", version %u published %s",
		    s->edition[0].version, s->edition[0].published));
	else
		add(t, ", nothing published");
	end_line(t);
}

static void
add_recomputed(struct account *t, const struct recompute *r)
{
	if (r == NULL)
		return;
	add(t, arena_printf(t->arena, "Recomputed on %s%s%s by %s: %s",
	    why_day(t->arena, r->on), r->ruleset[0] == '\0' ? "" : " under ",
	    r->ruleset, r->author, r->reason));
	end_line(t);
}

static const char *
remark(const struct account *t, const struct cell *c)
{
	if (c->awarded != NULL && c->awarded->inherited)
		return "given to a predecessor";
	if (c->departs)
		return arena_printf(t->arena, "the rules give %s",
		    why_bounds(t->arena, c->bounds));
	if (c->level == LEVEL_TRUST_QUESTION &&
	    c->question == QUESTION_WELL_LED)
		return "awarded, not aggregated";
	if (c->level == LEVEL_RESOURCES)
		return "proposed by NHS Improvement, awarded by CQC";
	return "";
}

static void
add_cell(struct account *t, const struct cell *c)
{
	buf_text(t->out, "  ");
	add_padded(t, question_name(c->question), 18);
	add_rating(t, c);
	add_padded(t, why_day(t->arena, day_of(c)), 13);
	add(t, remark(t, c));
	end_line(t);
}

/* The questions of the same place as the cell, and use of resources. */
static void
add_questions(struct account *t, const struct cell *of)
{
	const struct sheet	*s = t->sheet;
	const struct cell	*c;
	size_t			 before = t->out->len;
	int			 q;

	for (q = QUESTION_SAFE; q <= QUESTION_RESOURCES; q++) {
		if (q == QUESTION_OVERALL)
			continue;
		for (c = s->cell; c < s->cell + s->ncell; c++)
			if (c->question == (enum question)q &&
			    c->service[0] == '\0' &&
			    strcmp(c->location, of->location) == 0)
				add_cell(t, c);
	}
	if (t->out->len > before)
		buf_char(t->out, '\n');
}

static void
add_tests(struct account *t, const struct cell *c)
{
	struct why_test	 test[RULES_MAX_ROWS];
	size_t		 i, n = why_tests(c, t->arena, test);

	for (i = 0; i < n; i++) {
		add(t, arena_printf(t->arena, "  %zu. ", i + 1));
		add_padded(t, test[i].question, 24);
		add_padded(t, test[i].need, 46);
		add_padded(t, test[i].found, 10);
		buf_text(t->out, tint_bold(t->colour && test[i].yes));
		add(t, test[i].answer);
		buf_text(t->out, tint_end(t->colour && test[i].yes));
		end_line(t);
	}
	if (n > 0)
		buf_char(t->out, '\n');
}

static void
add_notes(struct account *t, const struct cell *c)
{
	struct arena		*a = t->arena;
	const struct {
		const char	*name, *text;
	} notes[] = {
		{ "Margin", why_margin(a, c) },
		{ "Upward", why_upward(a, c) },
		{ "Note", why_note(a, c) },
		{ "Unknown", why_unknown(a, t->sheet, c) },
		{ "Award", why_award(a, c) },
		{ "Limit", why_limit(a, c) },
		{ "Without", why_left_out(a, c) },
		{ "Since", why_moved(a, c) },
	};
	size_t	i;

	for (i = 0; i < sizeof(notes) / sizeof(notes[0]); i++) {
		if (notes[i].text[0] == '\0')
			continue;
		buf_text(t->out, "  ");
		add_padded(t, notes[i].name, 9);
		add(t, notes[i].text);
		end_line(t);
	}
}

static void
add_headline(struct account *t, const struct cell *c, int with_questions)
{
	struct arena	*a = t->arena;

	buf_char(t->out, '\n');
	add(t, arena_printf(a, "%s: ", why_title(a, t->sheet, c)));
	start_rating(t, c);
	add(t, why_rating(a, c));
	end_rating(t, c);
	add(t, arena_printf(a, ", %s   ", why_day(a, day_of(c))));
	add(t, why_rules(a, c));
	end_line(t);
	buf_char(t->out, '\n');
	if (with_questions)
		add_questions(t, c);
	add_tests(t, c);
	add_notes(t, c);
}

static int
is_shown_above(const struct sheet *s, const struct cell *c)
{
	const struct cell	*h;
	size_t			 i;

	for (i = 0; (h = sheet_headline(s, i)) != NULL; i++)
		if (c == h || (c->service[0] == '\0' &&
		    strcmp(c->location, h->location) == 0))
			return 1;
	return 0;
}

int
account_asks_for(const struct sheet *s, const struct cell *c)
{
	return strcmp(s->id, s->subject) == 0 ||
	    strcmp(c->location, s->id) == 0;
}

/* Below the headlines: the other overalls, and whatever departs. */
static int
is_shown_below(const struct sheet *s, const struct cell *c)
{
	return account_asks_for(s, c) && !is_shown_above(s, c) &&
	    (c->departs || c->level == LEVEL_LOCATION ||
	    c->level == LEVEL_SERVICE);
}

static size_t
widest_title(struct account *t)
{
	const struct sheet	*s = t->sheet;
	size_t			 i, width, widest = 0;

	for (i = 0; i < s->ncell; i++) {
		if (!is_shown_below(s, &s->cell[i]))
			continue;
		width = list_width(why_place(t->arena, s, &s->cell[i]));
		if (width > widest)
			widest = width;
	}
	return widest;
}

static void
add_below(struct account *t, const struct cell *c, size_t width)
{
	struct arena	*a = t->arena;

	buf_text(t->out, "  ");
	add_padded(t, why_place(a, t->sheet, c), width + 2);
	add_rating(t, c);
	add_padded(t, why_day(a, day_of(c)), 13);
	add(t, c->departs ? why_award(a, c) : "");
	end_line(t);
}

static void
add_rest(struct account *t)
{
	const struct sheet	*s = t->sheet;
	size_t			 i, width = widest_title(t);

	if (width > 0)
		buf_text(t->out, "\nLocations and services\n");
	for (i = 0; i < s->ncell; i++)
		if (is_shown_below(s, &s->cell[i]))
			add_below(t, &s->cell[i], width);
	for (i = 0; i < s->ncheck; i++) {
		buf_text(t->out, i == 0 ? "\nTo be looked at\n  " : "  ");
		add(t, s->check[i].text);
		end_line(t);
	}
}

void
account_text(const struct sheet *s, int colour, struct arena *a,
    struct buf *out)
{
	struct account		 t = { s, a, out, colour };
	const struct cell	*c;
	size_t			 i;

	add_title(&t);
	add_recomputed(&t, s->recomputed);
	for (i = 0; (c = sheet_headline(s, i)) != NULL; i++)
		add_headline(&t, c, i == 0);
	if (i == 0)
		buf_text(out, "\n  No overall rating is known.\n");
	add_rest(&t);
}
