#include <stdio.h>

#include "base/buf.h"
#include "base/log.h"
#include "broker/clock.h"
#include "proto/convert.h"
#include "proto/deadline.h"

enum {
	PAGE = 500,
	LOOK_MS = 2000,
	LATER_MS = 3600000	/* so that one bad row is refused seldom, and
				 * a stage that is paused is not flooded */
};

enum { COL_SUBJECT, COL_RULE, COL_DAY, COL_SAID };

int
clock_due(const struct clock *c, int64_t now)
{
	return now - c->asked_at >=
	    (c->open != 0 || c->refused ? LATER_MS : LOOK_MS);
}

enum query
clock_ask(struct clock *c, int64_t now, int32_t today, struct params *p)
{
	c->asked_at = now;
	c->open = 0;
	c->refused = 0;
	params_int4(p, today);
	params_int4(p, PAGE);
	params_int4(p, c->day);
	params_text(p, c->subject);
	params_text(p, c->rule);
	return Q_CLOCK_DUE;
}

static struct task
row_task(const struct rows *rows, size_t i, struct arena *a)
{
	const struct day	 on = { (int32_t)rows_int(rows, i, COL_DAY),
				    PRECISION_DAY };
	struct event		 ev;
	struct buf		 packed = { 0 };
	struct task		 t = { .id = i + 1, .trace = "" };

	deadline_event(rows_text(rows, i, COL_SUBJECT),
	    rows_text(rows, i, COL_RULE), on, a, &ev);
	event_pack(&ev, &packed);
	t.source = ev.source;
	t.source_id = ev.source_id;
	t.payload = arena_bytes(a, packed.data, packed.len);
	buf_release(&packed);
	return t;
}

/* Behind the last page comes the first. */
static void
move_on(struct clock *c, const struct rows *rows)
{
	size_t	 n = rows_count(rows);

	c->day = 0;
	c->subject[0] = c->rule[0] = '\0';
	if (n < PAGE)
		return;
	c->day = (int32_t)rows_int(rows, n - 1, COL_DAY);
	snprintf(c->subject, sizeof(c->subject), "%s",
	    rows_text(rows, n - 1, COL_SUBJECT));
	snprintf(c->rule, sizeof(c->rule), "%s",
	    rows_text(rows, n - 1, COL_RULE));
}

int
clock_rows(struct clock *c, const struct rows *rows, struct arena *a,
    struct core_event *out)
{
	size_t		 i, n = rows_count(rows);
	struct task	*task = ARENA_ARRAY(a, n, struct task);
	struct frame	*f = ARENA_NEW(a, struct frame);

	*f = (struct frame){ .type = FRAME_SUBMIT, .task = task };
	for (i = 0; i < n; i++)
		if (!rows_bool(rows, i, COL_SAID))
			task[f->ntask++] = row_task(rows, i, a);
	c->open = f->ntask;
	move_on(c, rows);
	*out = (struct core_event){ .type = EV_FRAME, .door = DOOR_SUBMIT,
	    .peer = CLOCK_PEER, .frame = f };
	return f->ntask != 0;
}

void
clock_answer(struct clock *c, const struct frame *f)
{
	size_t	 i;

	c->open -= f->nresult < c->open ? f->nresult : c->open;
	for (i = 0; i < f->nresult; i++) {
		if (f->result[i].answer != ANSWER_REJECTED)
			continue;
		c->refused = 1;
		LOG(ERROR, "clock.reached was refused",
		    LOG_TEXT("error", f->result[i].text));
	}
}
