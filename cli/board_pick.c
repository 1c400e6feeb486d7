#include <inttypes.h>
#include <string.h>

#include "cli/board.h"
#include "cli/board_pick.h"
#include "cli/list.h"

enum { SHOWN = 8 };		/* of each kind: the screen is small */

static int
has(const char *name, const char *text)
{
	return strcasestr(name, text) != NULL;
}

static int
is_picked(const struct worker_report *w, const char *text)
{
	return has(w->name, text) || has(w->instance, text) ||
	    has(stage_name(w->stage), text);
}

int
board_picks(const char *text, enum stage s, const struct line_view *v)
{
	size_t	 i;

	if (has(stage_name(s), text))
		return 1;
	for (i = 0; v->there && i < v->report.nworker; i++)
		if (v->report.worker[i].stage == s &&
		    is_picked(&v->report.worker[i], text))
			return 1;
	return 0;
}

/* One line; names are others' words. */
static void
put_line(struct buf *b, const struct buf *text, int width)
{
	struct buf	 plain = { 0 };

	list_plain(&plain, text->data);
	buf_text(&plain, "");
	board_fold(b, plain.data, "   ", width);
	buf_release(&plain);
}

/* Who was given no name is called by its instance. */
static void
put_worker(struct buf *b, const struct worker_report *w, int width)
{
	struct buf	 text = { 0 };
	int		 named = strcmp(w->name, w->instance) != 0;

	buf_printf(&text, "%.*s%s%s   %s   %s   %u in flight", LINE_NODE,
	    w->instance, named ? " " : "", named ? w->name : "",
	    stage_name(w->stage), worker_state_name(w->state),
	    (unsigned)w->in_flight);
	put_line(b, &text, width);
	buf_release(&text);
}

static void
put_source(struct buf *b, const struct submitter_report *s, int width)
{
	static const struct {
		enum answer	 answer;
		const char	*name;
	} counts[] = {
		{ ANSWER_ACCEPTED, "accepted" },
		{ ANSWER_DUPLICATE, "duplicate" },
		{ ANSWER_CONFLICT, "conflict" },
		{ ANSWER_REJECTED, "rejected" },
	};
	struct buf	 text = { 0 };
	size_t		 i;

	buf_text(&text, s->source);
	for (i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
		buf_printf(&text, "   %s %" PRIu64, counts[i].name,
		    s->answer[counts[i].answer]);
	put_line(b, &text, width);
	buf_release(&text);
}

static void
put_more(struct buf *b, size_t n, const char *kind)
{
	if (n > SHOWN)
		buf_printf(b, "and %zu more %s\n", n - SHOWN, kind);
}

size_t
board_pick_others(struct buf *b, const char *text, const struct line_view *v,
    int width)
{
	size_t	 i, workers = 0, sources = 0;

	if (*text == '\0' || !v->there)
		return 0;
	for (i = 0; i < v->report.nworker; i++)
		if (is_picked(&v->report.worker[i], text) &&
		    ++workers <= SHOWN)
			put_worker(b, &v->report.worker[i], width);
	put_more(b, workers, "workers");
	for (i = 1; i < v->report.nsource; i++)
		if (has(v->report.source[i].source, text) &&
		    ++sources <= SHOWN)
			put_source(b, &v->report.source[i], width);
	put_more(b, sources, "sources");
	return workers + sources;
}
