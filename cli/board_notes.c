#include <stdio.h>

#include "cli/board.h"
#include "cli/board_notes.h"
#include "cli/tint.h"

static void
put_note(struct buf *b, const struct buf *text, int width)
{
	int	 on = tint_wanted(stdout);

	buf_text(b, tint_mark(on, MARK_IMPROVE));
	board_fold(b, text->data, " ", width);
	b->len--;
	buf_printf(b, "%s\n", tint_end(on));
}

static void
note_stage(struct buf *b, enum stage s, const struct stage_report *r,
    int width)
{
	const char	*name = stage_name(s);
	struct buf	 text = { 0 };

	if (r->paused) {
		buf_printf(&text, "%s is PAUSED: get settings says by whom "
		    "and why; resume %s --reason \"...\"", name, name);
		put_note(b, &text, width);
	}
	if (r->workers == 0) {
		buf_clear(&text);
		buf_printf(&text, "%s has NO WORKER: what comes there waits; "
		    "start sixthkey-%s, logs %s says why it ended", name,
		    name, name);
		put_note(b, &text, width);
	}
	buf_release(&text);
}

void
board_notes(struct buf *b, const struct line_view *v, int width)
{
	int	 s;

	for (s = STAGE_INGEST; v->there && s < STAGE_COUNT; s++)
		note_stage(b, (enum stage)s, &v->stage[s], width);
}
