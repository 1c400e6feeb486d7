#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/board.h"
#include "cli/board_notes.h"
#include "cli/board_pick.h"
#include "cli/tint.h"

void
board_ask(struct line_view *v, const struct key_conf *key, struct arena *a)
{
	line_ask(v, key, getenv("SIXTHKEY_CONTROL"), a);
}

struct winsize
board_size(void)
{
	struct winsize	 size = { 0 };

	if (isatty(STDOUT_FILENO))
		ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
	return size;
}

/* ---- the rows ------------------------------------------------------------- */

enum { CELL = 24, GAP = 2, FOLD = 92, INDENT = 4 };

/* Where there is too little room, columns of nothing but 0 go first, then the
 * highest number in `leave`; 0 stays. */
enum { COL_STAGE, COL_WAITING, COL_FLIGHT, COL_OLDEST, COL_RATE, COL_BUSY,
	COL_RETRY, COL_DEAD, COL_PARKED, COLUMNS };

static const struct {
	const char	*head;
	int		 leave;
	enum mark	 alarm;		/* colour of what is not 0 */
} columns[COLUMNS] = {
	[COL_STAGE] = { "STAGE", 0, MARK_NONE },
	[COL_WAITING] = { "WAITING", 0, MARK_NONE },
	[COL_FLIGHT] = { "IN FLIGHT", 3, MARK_NONE },
	[COL_OLDEST] = { "OLDEST", 0, MARK_NONE },
	[COL_RATE] = { "RATE/S", 1, MARK_NONE },
	[COL_BUSY] = { "BUSY/ALL", 2, MARK_NONE },
	[COL_RETRY] = { "RETRY", 4, MARK_IMPROVE },
	[COL_DEAD] = { "DEAD", 0, MARK_INADEQUATE },
	[COL_PARKED] = { "PARKED", 5, MARK_IMPROVE },
};

/* What is shown, measured. */
struct grid {
	char	 cell[STAGE_COUNT][COLUMNS][CELL];
	int	 width[COLUMNS];	/* 0: left out */
	int	 empty[COLUMNS];	/* nothing but 0 */
	int	 gap;
};

static int
is_nothing(const char *cell)
{
	return strcmp(cell, "0") == 0 || strcmp(cell, "-") == 0;
}

static void
put_age(char out[CELL], long long ms)
{
	long long	 t = ms / 1000;

	if (ms < 0)
		snprintf(out, CELL, "-");
	else if (t < 60)
		snprintf(out, CELL, "%lld.%lld s", t, ms % 1000 / 100);
	else if (t < 3600)
		snprintf(out, CELL, "%lldm %02llds", t / 60, t % 60);
	else
		snprintf(out, CELL, "%lldh %02lldm", t / 3600, t / 60 % 60);
}

static void
put_stage(char out[COLUMNS][CELL], const struct stage_books *n, enum stage s)
{
	snprintf(out[COL_STAGE], CELL, "%s", stage_name(s));
	snprintf(out[COL_WAITING], CELL, "%lld", (long long)n->waiting);
	put_age(out[COL_OLDEST], n->oldest_ms);
	snprintf(out[COL_RATE], CELL, "%.1f", (double)n->recent / 10);
	snprintf(out[COL_RETRY], CELL, "%lld", (long long)n->retrying);
	snprintf(out[COL_DEAD], CELL, "%lld", (long long)n->dead);
	snprintf(out[COL_PARKED], CELL, "%lld", (long long)n->parked);
}

/* NULL: the broker says nothing. */
static void
put_broker(char out[COLUMNS][CELL], const struct stage_report *r)
{
	snprintf(out[COL_FLIGHT], CELL, "-");
	snprintf(out[COL_BUSY], CELL, "-");
	if (r == NULL)
		return;
	snprintf(out[COL_FLIGHT], CELL, "%llu",
	    (unsigned long long)r->in_flight);
	snprintf(out[COL_BUSY], CELL, "%u/%u", r->busy, r->workers);
}

static void
measure(struct grid *g)
{
	int	 s, c, n;

	for (c = 0; c < COLUMNS; c++) {
		g->width[c] = (int)strlen(columns[c].head);
		g->empty[c] = 1;
		for (s = STAGE_INGEST; s < STAGE_COUNT; s++) {
			n = (int)strlen(g->cell[s][c]);
			g->width[c] = n > g->width[c] ? n : g->width[c];
			g->empty[c] &= is_nothing(g->cell[s][c]);
		}
	}
}

static void
fill(struct grid *g, const struct books *k, const struct line_view *r)
{
	int	 s;

	for (s = STAGE_INGEST; s < STAGE_COUNT; s++) {
		put_stage(g->cell[s], &k->stage[s], (enum stage)s);
		put_broker(g->cell[s], r->there ? &r->stage[s] : NULL);
	}
	measure(g);
}

static int
total_width(const struct grid *g)
{
	int	 c, n = -g->gap;

	for (c = 0; c < COLUMNS; c++)
		n += g->width[c] > 0 ? g->width[c] + g->gap : 0;
	return n;
}

/* One column less; 0: none may go. */
static int
leave_one_out(struct grid *g)
{
	int	 c, rank, worst = 0, found = -1;

	for (c = 0; c < COLUMNS; c++) {
		if (g->width[c] == 0 || columns[c].leave == 0)
			continue;
		rank = columns[c].leave + (g->empty[c] ? COLUMNS : 0);
		if (rank > worst) {
			worst = rank;
			found = c;
		}
	}
	if (found >= 0)
		g->width[found] = 0;
	return found >= 0;
}

static void
fit(struct grid *g, int width)
{
	g->gap = GAP;
	if (width > 0 && total_width(g) > width)
		g->gap = 1;
	while (width > 0 && total_width(g) > width && leave_one_out(g))
		;
}

/* Names to the left, numbers to the right. */
static void
add_cell(struct buf *b, const struct grid *g, int c, const char *text,
    enum mark mark)
{
	int	 on = mark != MARK_NONE && tint_wanted(stdout);

	if (g->width[c] == 0)
		return;
	buf_printf(b, "%*s%s%*s%s", c == 0 ? 0 : g->gap, "",
	    tint_mark(on, mark), c == 0 ? -g->width[c] : g->width[c], text,
	    tint_end(on));
}

static void
add_rows(struct buf *b, const struct grid *g, const enum stage *sorted,
    int n)
{
	const char	*text;
	int		 c, i;

	for (c = 0; c < COLUMNS && n > 0; c++)
		add_cell(b, g, c, columns[c].head, MARK_NONE);
	for (i = 0; i < n; i++) {
		buf_char(b, '\n');
		for (c = 0; c < COLUMNS; c++) {
			text = g->cell[sorted[i]][c];
			add_cell(b, g, c, text, is_nothing(text) ? MARK_NONE :
			    columns[c].alarm);
		}
	}
	if (n > 0)
		buf_char(b, '\n');
}

/* ---- below them ------------------------------------------------------------- */

void
board_fold(struct buf *b, const char *text, const char *mark, int width)
{
	size_t		 room = width > INDENT * 4 ? (size_t)width : FOLD;
	size_t		 used = 0, n;
	const char	*next;

	for (; *text != '\0'; text += n) {
		next = strstr(text + 1, mark);
		n = next == NULL ? strlen(text) : (size_t)(next - text);
		if (used > 0 && used + n > room) {
			buf_printf(b, "\n%*s", INDENT, "");
			used = INDENT;
			n -= *text == ' ';
			text += *text == ' ';
		}
		buf_printf(b, "%.*s", (int)n, text);
		used += n;
	}
	buf_char(b, '\n');
}

static void
add_gaps(struct buf *b, const struct books *k)
{
	int	s;

	for (s = STAGE_INGEST; s < STAGE_COUNT; s++)
		if (books_stage_gap(k, (enum stage)s) != 0)
			buf_printf(b, "  %s: %lld unaccounted for\n",
			    stage_name((enum stage)s),
			    (long long)books_stage_gap(k, (enum stage)s));
	if (books_gap(k) != 0)
		buf_printf(b, "  overall: %lld unaccounted for\n",
		    (long long)books_gap(k));
}

static void
add_ledger(struct buf *b, const struct books *k, int width)
{
	struct stage_books	open = books_total(k);
	struct buf		text = { 0 };

	buf_printf(&text, "accepted %lld = published %lld + no change %lld + "
	    "held %lld + superseded %lld + discarded %lld + waiting %lld + "
	    "retrying %lld + dead %lld + parked %lld",
	    (long long)k->accepted, (long long)k->published,
	    (long long)k->no_change, (long long)k->held,
	    (long long)k->superseded, (long long)k->discarded,
	    (long long)books_undecided(k), (long long)open.retrying,
	    (long long)open.dead, (long long)open.parked);
	board_fold(b, text.data, " + ", width);
	buf_release(&text);
}

/* What an order sorts by, the largest first. */
static int64_t
weight(const struct stage_books *n, enum board_order order)
{
	switch (order) {
	case BOARD_AGE:
		return n->oldest_ms;
	case BOARD_DEPTH:
		return n->waiting + n->retrying;
	case BOARD_RATE:
		return n->recent;
	case BOARD_LINE:
		break;
	}
	return 0;
}

/* Those that the filter leaves; returns how many. */
static int
sort_stages(const struct books *k, const struct line_view *r,
    const struct board_look *look, enum stage out[STAGE_COUNT])
{
	int	s, at, n = 0;

	for (s = STAGE_INGEST; s < STAGE_COUNT; s++) {
		int64_t	 own = weight(&k->stage[s], look->order);

		if (look->filter != NULL &&
		    !board_picks(look->filter, (enum stage)s, r))
			continue;
		for (at = n++; at > 0 && own >
		    weight(&k->stage[out[at - 1]], look->order); at--)
			out[at] = out[at - 1];
		out[at] = (enum stage)s;
	}
	return n;
}

/* What else has it in its name, or that nothing has. */
static void
add_others(struct buf *b, const struct line_view *r,
    const struct board_look *look, int rows)
{
	struct buf	 others = { 0 };

	if (look->filter == NULL)
		return;
	if (board_pick_others(&others, look->filter, r, look->width) > 0)
		buf_printf(b, "%s%s", rows > 0 ? "\n" : "", others.data);
	else if (rows == 0)
		board_fold(b, "nothing has that in its name: no stage, no "
		    "worker, no source", " ", look->width);
	buf_release(&others);
}

static void
add_silence(struct buf *b, const struct line_view *r, int width)
{
	struct buf	 text = { 0 };

	if (r->there)
		return;
	buf_printf(&text, "what is in flight, and the workers, are not "
	    "known: %s", r->why.text);
	board_fold(b, text.data, " ", width);
	buf_release(&text);
}

void
board_table(struct buf *b, const struct books *k, const struct line_view *r,
    const struct board_look *look)
{
	enum stage	sorted[STAGE_COUNT];
	struct grid	g;
	int		on = tint_wanted(stdout), fine = books_balanced(k);
	int		rows = sort_stages(k, r, look, sorted);

	buf_printf(b, "%s%s%s\n\n", tint_mark(on, fine ? MARK_GOOD :
	    MARK_INADEQUATE), fine ? "the books balance" :
	    "THE BOOKS DO NOT BALANCE", tint_end(on));
	fill(&g, k, r);
	fit(&g, look->width);
	add_rows(b, &g, sorted, rows);
	add_others(b, r, look, rows);
	board_notes(b, r, look->width);
	buf_char(b, '\n');
	add_ledger(b, k, look->width);
	add_gaps(b, k);
	add_silence(b, r, look->width);
}

const char *
board_next(const struct books *k)
{
	struct stage_books	open = books_total(k);
	const struct {
		int		 so;
		const char	*command;
	} cases[] = {
		{ !books_balanced(k), "sixthkey check ledger" },
		{ open.dead > 0, "sixthkey get deadletters" },
		{ open.parked > 0, "sixthkey get aside --verdict parked" },
		{ open.retrying > 0, "sixthkey get aside --verdict retry" },
		{ open.waiting > 0, "sixthkey top" },
		{ k->accepted == 0, "sixthkey feed FILE" },
		{ 1, "sixthkey get ratings" },
	};
	size_t			i = 0;

	while (!cases[i].so)
		i++;
	return cases[i].command;
}
