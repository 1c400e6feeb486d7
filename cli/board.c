#include <stdio.h>
#include <stdlib.h>

#include "cli/board.h"
#include "cli/tint.h"

void
board_ask(struct line_view *v, const struct key_conf *key, struct arena *a)
{
	line_ask(v, key, getenv("SIXTHKEY_CONTROL"), a);
}

static void
add_age(struct buf *b, int64_t ms)
{
	int64_t	s = ms / 1000;

	if (ms < 0)
		buf_printf(b, " %9s", "-");
	else if (s < 60)
		buf_printf(b, " %5lld.%lld s", (long long)s,
		    (long long)(ms % 1000 / 100));
	else if (s < 3600)
		buf_printf(b, " %3lldm %02llds", (long long)(s / 60),
		    (long long)(s % 60));
	else
		buf_printf(b, " %3lldh %02lldm", (long long)(s / 3600),
		    (long long)(s / 60 % 60));
}

static void
add_broker(struct buf *b, const struct line_view *r, enum stage s)
{
	if (r->there)
		buf_printf(b, " %10llu",
		    (unsigned long long)r->stage[s].in_flight);
	else
		buf_printf(b, " %10s", "-");
}

static void
add_workers(struct buf *b, const struct line_view *r, enum stage s)
{
	if (r->there)
		buf_printf(b, " %5u / %-3u", r->stage[s].busy,
		    r->stage[s].workers);
	else
		buf_printf(b, " %11s", "-");
}

static void
add_stage(struct buf *b, const struct books *k, const struct line_view *r,
    enum stage s)
{
	const struct stage_books	*n = &k->stage[s];

	buf_printf(b, "%-20s %9lld", stage_name(s), (long long)n->waiting);
	add_broker(b, r, s);
	add_age(b, n->oldest_ms);
	buf_printf(b, " %9.1f", (double)n->recent / 10);
	add_workers(b, r, s);
	buf_printf(b, " %8lld %7lld %7lld\n", (long long)n->retrying,
	    (long long)n->dead, (long long)n->parked);
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
add_ledger(struct buf *b, const struct books *k)
{
	struct stage_books	open = books_total(k);

	buf_printf(b, "accepted %lld = published %lld + no change %lld + "
	    "held %lld + superseded %lld + discarded %lld\n",
	    (long long)k->accepted, (long long)k->published,
	    (long long)k->no_change, (long long)k->held,
	    (long long)k->superseded, (long long)k->discarded);
	buf_printf(b, "    + waiting %lld + retrying %lld + dead %lld + "
	    "parked %lld\n", (long long)books_undecided(k),
	    (long long)open.retrying, (long long)open.dead,
	    (long long)open.parked);
}

/* What nobody would look for in the row of a stage. */
static void
add_pauses(struct buf *b, const struct line_view *r)
{
	int	s, on = tint_wanted(stdout);

	for (s = STAGE_INGEST; s < STAGE_COUNT; s++)
		if (r->there && r->stage[s].paused)
			buf_printf(b, "%s%s is PAUSED%s: get settings says by "
			    "whom and why; resume %s --reason \"...\"\n",
			    tint_mark(on, MARK_IMPROVE), stage_name((enum stage)s),
			    tint_end(on), stage_name((enum stage)s));
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

static void
sort_stages(const struct books *k, enum board_order order,
    enum stage out[STAGE_COUNT])
{
	int	s, at;

	for (s = STAGE_INGEST; s < STAGE_COUNT; s++) {
		int64_t	 own = weight(&k->stage[s], order);

		for (at = s; at > STAGE_INGEST && own >
		    weight(&k->stage[out[at - 1]], order); at--)
			out[at] = out[at - 1];
		out[at] = (enum stage)s;
	}
}

void
board_table(struct buf *b, const struct books *k, const struct line_view *r,
    enum board_order order)
{
	enum stage	sorted[STAGE_COUNT];
	int	s, on = tint_wanted(stdout), fine = books_balanced(k);

	buf_printf(b, "%s%s%s\n\n", tint_mark(on, fine ? MARK_GOOD :
	    MARK_INADEQUATE), fine ? "the books balance" :
	    "THE BOOKS DO NOT BALANCE", tint_end(on));
	buf_printf(b, "%-20s %9s %10s %9s %9s %11s %8s %7s %7s\n", "STAGE",
	    "WAITING", "IN FLIGHT", "OLDEST", "RATE/S", "BUSY / ALL",
	    "RETRYING", "DEAD", "PARKED");
	sort_stages(k, order, sorted);
	for (s = STAGE_INGEST; s < STAGE_COUNT; s++)
		add_stage(b, k, r, sorted[s]);
	add_pauses(b, r);
	buf_char(b, '\n');
	add_ledger(b, k);
	add_gaps(b, k);
	if (!r->there)
		buf_printf(b, "what is in flight, and the workers, are not "
		    "known: %s\n", r->why.text);
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
