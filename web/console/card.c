/*
 * A stage as it stands now, and the way to hold it or let it go on: on the
 * pipeline, and on a page of its own.
 */
#include "web/console/inside.h"
#include "web/console/pages.h"

enum { SPARK_WIDTH = 120, SPARK_HEIGHT = 24 };

struct standing {
	const char	*class, *word;
};

static struct standing
stage_mark(const struct figures *f, enum stage s)
{
	const struct stage_books	*b = &f->books.stage[s];

	if (f->pause[s].paused)
		return (struct standing){ "paused", "paused" };
	if (f->line.there && f->line.stage[s].workers == 0)
		return (struct standing){ "bad", "no worker" };
	if (books_stage_gap(&f->books, s) != 0)
		return (struct standing){ "bad", "unaccounted" };
	if (b->dead > 0)
		return (struct standing){ "warn", "put aside" };
	if (b->waiting + b->retrying > 0 || b->recent > 0)
		return (struct standing){ "good", "working" };
	return (struct standing){ "idle", "idle" };
}

static void
write_spark(struct buf *out, const struct figures *f, enum stage s)
{
	uint32_t	 most = 1;
	size_t		 i;

	for (i = 0; i < f->npast; i++)
		if (f->past[s][i] > most)
			most = f->past[s][i];
	buf_printf(out, "<svg class=\"spark\" viewBox=\"0 0 %d %d\" "
	    "role=\"img\" aria-label=\"Records a second, over the last "
	    "looks\"><polyline points=\"", SPARK_WIDTH, SPARK_HEIGHT + 2);
	for (i = 0; i < f->npast; i++)
		buf_printf(out, "%s%d,%d", i == 0 ? "" : " ",
		    (int)((WATCH_PAST - f->npast + i) * SPARK_WIDTH /
		    (WATCH_PAST - 1)), SPARK_HEIGHT + 1 -
		    (int)((uint64_t)f->past[s][i] * SPARK_HEIGHT / most));
	buf_text(out, "\"/></svg>");
}

/* What is aside; where there is some, the way to it. */
static void
write_figure(struct buf *out, const char *name, int64_t n, const char *class)
{
	if (n == 0) {
		html_add(out, "<div><dt>%s</dt><dd>0</dd></div>", name);
		return;
	}
	html_add(out, "<div class=\"%s\"><dt>%s</dt><dd><a href=\"/aside\">",
	    class, name);
	say_count(out, n);
	buf_text(out, "</a></dd></div>");
}

static void
write_in_flight(struct buf *out, const struct line_view *l, enum stage s)
{
	buf_text(out, "<div><dt>In flight</dt><dd>");
	if (l->there)
		say_count(out, (int64_t)l->stage[s].in_flight);
	else
		buf_text(out, "not known");
	buf_text(out, "</dd></div>");
}

static void
write_workers(struct buf *out, const struct line_view *l, enum stage s)
{
	buf_text(out, "<div><dt>Workers</dt><dd>");
	if (l->there)
		buf_printf(out, "%u of %u busy", l->stage[s].busy,
		    l->stage[s].workers);
	else
		buf_text(out, "not known");
	buf_text(out, "</dd></div>");
}

/* Nothing that waits at ingest is an event yet. */
static void
write_waiting(struct buf *out, int64_t n, enum stage s)
{
	int	link = n > 0 && s != STAGE_INGEST;

	buf_text(out, "<p class=\"waiting\"><strong>");
	if (link)
		html_add(out, "<a href=\"/events?stage=%s&amp;state=waiting\">",
		    stage_name(s));
	say_count(out, n);
	buf_printf(out, "%s</strong> waiting</p>\n", link ? "</a>" : "");
}

static void
write_figures(struct buf *out, const struct figures *f, enum stage s)
{
	const struct stage_books	*b = &f->books.stage[s];
	struct standing			 m = stage_mark(f, s);

	html_add(out, "<div id=\"now-%s\" data-live><h2><a href=\"/stages/%s\">"
	    "%s</a></h2>\n<p class=\"state %s\">%s</p>\n",
	    stage_name(s), stage_name(s), stage_name(s), m.class, m.word);
	write_waiting(out, b->waiting, s);
	buf_text(out, "<dl>");
	write_in_flight(out, &f->line, s);
	buf_text(out, "<div><dt>Oldest</dt><dd>");
	say_age(out, b->oldest_ms);
	buf_text(out, "</dd></div><div class=\"rate\"><dt>Rate</dt><dd>");
	write_spark(out, f, s);
	buf_printf(out, " %lld.%lld /s</dd></div>", (long long)b->recent / 10,
	    (long long)b->recent % 10);
	write_workers(out, &f->line, s);
	write_figure(out, "Retrying", b->retrying, "warn");
	write_figure(out, "Dead", b->dead, "bad");
	write_figure(out, "Parked", b->parked, "warn");
	buf_text(out, "</dl></div>\n");
}

static void
write_control(struct visit *v, struct buf *out, const struct figures *f,
    enum stage s)
{
	int		 paused = f->pause[s].paused;
	const char	*name = stage_name(s), *verb = paused ? "Resume" :
			    "Pause";

	html_add(out, "<div id=\"do-%s\" class=\"do\" data-live><details>"
	    "<summary>%s…<span class=\"vh\"> the stage %s</span></summary>",
	    name, verb, name);
	page_form(v, out, paused ? "/resume" : "/pause", "");
	html_add(out, "<input type=\"hidden\" name=\"stage\" value=\"%s\">",
	    name);
	page_reason(out, name);
	html_add(out, "<button>%s %s</button></form></details></div>\n", verb,
	    name);
}

void
page_stage_now(struct visit *v, struct buf *out, const struct figures *f,
    enum stage s)
{
	write_figures(out, f, s);
	if (visit_may(v, MAY_OPERATE))
		write_control(v, out, f, s);
}
