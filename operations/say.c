#include <stdio.h>

#include "operations/say.h"

void
say_count(struct buf *b, int64_t n)
{
	char	 digits[32];
	int	 i, len = snprintf(digits, sizeof(digits), "%lld",
		    (long long)n);

	for (i = 0; i < len; i++) {
		buf_char(b, digits[i]);
		if ((len - i) % 3 == 1 && i + 1 < len && digits[i] != '-')
			buf_char(b, ',');
	}
}

void
say_events(struct buf *b, int64_t n, const char *one, const char *many)
{
	say_count(b, n);
	buf_printf(b, " %s", n == 1 ? one : many);
}

void
say_age(struct buf *b, int64_t ms)
{
	long long	 s = (long long)ms / 1000;

	if (ms < 0)
		buf_text(b, "–");
	else if (s < 60)
		buf_printf(b, "%lld.%lld s", s, (long long)ms % 1000 / 100);
	else if (s < 3600)
		buf_printf(b, "%lld min %lld s", s / 60, s % 60);
	else if (s < 48 * 3600)
		buf_printf(b, "%lld h %lld min", s / 3600, s / 60 % 60);
	else
		buf_printf(b, "%lld days", s / 86400);
}

/* ---- what is worth saying, the worst first ----------------------------------- */

static int
say_gap(struct buf *b, const struct books *k)
{
	if (books_balanced(k))
		return 0;
	buf_text(b, "The books do not balance: events are unaccounted for. "
	    "Look at the ledger below, and run sixthkey check ledger.");
	return 1;
}

static int
say_pause(struct buf *b, const struct books *k, const struct pause *pause)
{
	int	s, n = 0, first = STAGE_NONE;
	int64_t	waiting = 0;

	for (s = STAGE_INGEST; s < STAGE_COUNT; s++)
		if (pause[s].paused) {
			first = n++ == 0 ? s : first;
			waiting += k->stage[s].waiting;
		}
	if (n == 0)
		return 0;
	if (n == 1)
		buf_printf(b, "The stage %s is paused; ",
		    stage_name((enum stage)first));
	else
		buf_printf(b, "%d stages are paused; ", n);
	say_events(b, waiting, "event waits", "events wait");
	buf_text(b, n == 1 ? " there; nothing is lost." :
	    " at them; nothing is lost.");
	return 1;
}

static int
say_broker(struct buf *b, const struct books *k, const struct line_view *v)
{
	if (v->there)
		return 0;
	buf_text(b, "The broker does not answer; ");
	say_events(b, books_total(k).waiting, "event waits", "events wait");
	buf_text(b, " in the database; nothing is lost.");
	return 1;
}

static int
say_nobody(struct buf *b, const struct books *k, const struct line_view *v)
{
	int	s;

	for (s = STAGE_ASSESSMENT; s < STAGE_COUNT; s++) {
		if (k->stage[s].waiting == 0 || v->stage[s].workers > 0)
			continue;
		buf_printf(b, "No worker of %s is there; ",
		    stage_name((enum stage)s));
		say_events(b, k->stage[s].waiting, "event waits",
		    "events wait");
		buf_text(b, " for one; nothing is lost.");
		return 1;
	}
	return 0;
}

static int
say_aside(struct buf *b, const struct stage_books *all)
{
	if (all->dead == 0)
		return 0;
	buf_text(b, "The line runs; ");
	say_events(b, all->dead, "event is put aside and needs a person.",
	    "events are put aside and need a person.");
	return 1;
}

/* Behind what is worse. */
static void
say_also(struct buf *b, const struct stage_books *all)
{
	if (all->dead == 0)
		return;
	buf_char(b, ' ');
	say_events(b, all->dead, "event is put aside and needs a person.",
	    "events are put aside and need a person.");
}

static void
say_fine(struct buf *b, const struct stage_books *all)
{
	if (all->waiting + all->retrying == 0) {
		buf_text(b, all->parked == 0 ? "All is well: nothing waits." :
		    "Nothing waits but what a newer worker has to read.");
		return;
	}
	buf_text(b, "All is well: ");
	say_events(b, all->waiting + all->retrying, "event is on its way",
	    "events are on their way");
	buf_text(b, ", the oldest for ");
	say_age(b, all->oldest_ms);
	buf_char(b, '.');
}

int
say_line(struct buf *b, const struct books *k, const struct line_view *v,
    const struct pause *pause)
{
	struct stage_books	all = books_total(k);

	if (say_gap(b, k) || say_pause(b, k, pause) || say_broker(b, k, v) ||
	    say_nobody(b, k, v)) {
		say_also(b, &all);
		return 1;
	}
	if (say_aside(b, &all))
		return 1;
	say_fine(b, &all);
	return 0;
}
