#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/json.h"
#include "cli/progress.h"

enum { BAR_MS = 100, TENTH_MS = 1000, LINE_MS = 10000, WIDTH = 20 };

void
progress_begin(struct progress *p)
{
	*p = (struct progress){ .json = p->json,
	    .bar = !p->json && isatty(STDERR_FILENO),
	    .began_ms = clock_ms() };
	p->shown_ms = p->began_ms;
}

static int
percent(const struct progress_now *n)
{
	if (n->total == 0)
		return -1;
	return n->done >= n->total ? 100 : (int)(n->done * 100 / n->total);
}

/* Milliseconds left at this pace; -1: not known. */
static int64_t
left_ms(const struct progress *p, const struct progress_now *n, int64_t now)
{
	if (n->total == 0 || n->done == 0 || n->done >= n->total)
		return -1;
	return (int64_t)((double)(now - p->began_ms) *
	    (double)(n->total - n->done) / (double)n->done);
}

static void
print_state(const struct progress *p, const struct progress_now *n,
    int64_t now)
{
	int64_t	spent = now - p->began_ms, left = left_ms(p, n, now);
	double	rate = spent > 0 ?
		    (double)n->events * 1000 / (double)spent : 0;

	fprintf(stderr, "%" PRIu64 " events  %.0f/s", n->events, rate);
	if (left >= 0)
		fprintf(stderr, "  %" PRId64 " s left", (left + 999) / 1000);
	if (n->rejected > 0)
		fprintf(stderr, "  %" PRIu64 " rejected", n->rejected);
}

static void
print_bar(const struct progress *p, const struct progress_now *n, int64_t now)
{
	int	done = percent(n), i;

	fputc('\r', stderr);
	if (done >= 0) {
		fprintf(stderr, "%3d %%  [", done);
		for (i = 0; i < WIDTH; i++)
			fputc(i * 100 < done * WIDTH ? '#' : '-', stderr);
		fputs("]  ", stderr);
	}
	print_state(p, n, now);
	fputs("\033[K", stderr);
}

static void
print_line(const struct progress *p, const struct progress_now *n, int64_t now)
{
	fprintf(stderr, "%s: ", n->file);
	if (percent(n) >= 0)
		fprintf(stderr, "%d %%  ", percent(n));
	print_state(p, n, now);
	fputc('\n', stderr);
}

static void
print_json(const struct progress *p, const struct progress_now *n, int64_t now)
{
	struct buf	 b = { 0 };
	struct json	 j;

	json_init(&j, &b, 0);
	json_object(&j, NULL);
	json_text(&j, "file", n->file);
	json_int(&j, "done", (int64_t)n->done);
	json_int(&j, "total", (int64_t)n->total);
	json_int(&j, "events", (int64_t)n->events);
	json_int(&j, "rejected", (int64_t)n->rejected);
	json_int(&j, "ms", now - p->began_ms);
	json_end(&j);
	fprintf(stderr, "%s\n", b.data);
	buf_release(&b);
}

/* A tenth more is worth a line, but not many a second. */
static int
is_due(const struct progress *p, int tenth, int64_t now)
{
	int64_t	since = now - p->shown_ms;

	if (p->bar)
		return since >= BAR_MS;
	if (p->json)
		return since >= TENTH_MS;
	return since >= LINE_MS || (tenth > p->tenth && since >= TENTH_MS);
}

void
progress_show(struct progress *p, const struct progress_now *n)
{
	int64_t	now = clock_ms();
	int	tenth = percent(n) / 10;

	if (!is_due(p, tenth, now))
		return;
	p->shown_ms = now;
	p->tenth = tenth;
	if (p->bar)
		print_bar(p, n, now);
	else if (p->json)
		print_json(p, n, now);
	else
		print_line(p, n, now);
}

void
progress_end(struct progress *p, const struct progress_now *n)
{
	progress_clear(p);
	if (p->json)
		print_json(p, n, clock_ms());
}

void
progress_clear(struct progress *p)
{
	if (p->bar)
		fputs("\r\033[K", stderr);
	p->tenth = 0;
}
