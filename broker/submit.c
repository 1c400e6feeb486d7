#include <stdlib.h>
#include <string.h>

#include "broker/inside.h"
#include "broker/queue.h"
#include "proto/event.h"

static void
reply_add(struct core *c, uint32_t producer, const char *source,
    struct result r)
{
	sources_count(&c->sources, source, r.answer);
	if (c->nreply == c->reply_cap) {
		c->reply_cap = c->reply_cap == 0 ? 64 : c->reply_cap * 2;
		c->reply = realloc(c->reply,
		    c->reply_cap * sizeof(*c->reply));
		if (c->reply == NULL)
			abort();
	}
	r.text = arena_text(c->out->arena, r.text);
	c->reply[c->nreply++] = (struct reply){ producer, r };
}

/* Some stage behind the door feels so much. */
static int
is_pressed(const struct core *c, int pressure)
{
	enum stage	 s;

	for (s = STAGE_ASSESSMENT; s < STAGE_COUNT; s++)
		if (report_pressure(c, s) >= pressure)
			return 1;
	return 0;
}

static int
same_submission(const struct task *a, const struct task *b)
{
	return strcmp(a->source_id, b->source_id) == 0 &&
	    strcmp(a->source, b->source) == 0 &&
	    a->payload.len == b->payload.len && (a->payload.len == 0 ||
	    memcmp(a->payload.data, b->payload.data, a->payload.len) == 0);
}

/*
 * A producer that hears nothing asks again, perhaps on another connection.
 * What is suspect keeps its blame then: as a new message it would kill as many
 * workers again each time, and never end.
 */
static struct msg *
on_trial(const struct line *l, const struct task *t)
{
	const struct list	*lists[] = { &l->window.suspects,
				    &l->window.condemned,
				    l->cell != NULL ? &l->cell->flight : NULL };
	struct msg		*m;
	size_t			 i;

	if (t->source_id == NULL || *t->source_id == '\0')
		return NULL;
	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		for (m = lists[i] == NULL ? NULL : lists[i]->head; m != NULL;
		    m = m->next)
			if (m->suspect && same_submission(&m->task, t))
				return m;
	return NULL;
}

static struct result
busy(const struct core *c, uint64_t number)
{
	return (struct result){ .id = number, .answer = ANSWER_BUSY,
	    .retry_ms = c->limits.retry_ms };
}

/* Whoever asked before, and is perhaps still there, is told to ask again. */
static void
take_over(struct core *c, struct msg *m, uint32_t peer, uint64_t number)
{
	if (m->producer == peer && m->number == number)
		return;
	reply_add(c, m->producer, m->task.source, busy(c, m->number));
	m->producer = peer;
	m->number = number;
}

/* A task that names an item by our ticket; the number stays the producer's. */
static int
take_item(struct core *c, uint32_t peer, const struct task *item)
{
	struct line	*l = &c->line[STAGE_INGEST];
	struct task	 t = *item;
	struct msg	*m;

	if ((m = on_trial(l, item)) != NULL) {
		take_over(c, m, peer, item->id);
		return 0;
	}
	t.lane = knobs_lane(&l->knobs, t.source);
	if (window_greedy(&l->window, t.lane, t.source,
	    window_task_bytes(&t)))
		return -1;
	t.id = ++c->ticket;
	t.attempt = 1;
	m = window_add(&l->window, &t);
	if (m == NULL)
		return -1;
	m->came_at = c->now;
	m->producer = peer;
	m->number = item->id;
	l->meters.n[METER_CAME]++;
	return 0;
}

void
submit_items(struct core *c, uint32_t peer, const struct frame *f)
{
	struct result	 large = { .answer = ANSWER_REJECTED,
		.text = "larger than an event may be" };
	int		 shut;
	size_t		 i;

	shut = c->stopping || is_pressed(c, 2);
	for (i = 0; i < f->ntask; i++) {
		large.id = f->task[i].id;
		if (f->task[i].payload.len > EVENT_BYTES_MAX)
			reply_add(c, peer, f->task[i].source, large);
		else if (shut || take_item(c, peer, &f->task[i]) == -1)
			reply_add(c, peer, f->task[i].source,
			    busy(c, f->task[i].id));
	}
}

void
submit_answer(struct core *c, const struct msg *m, const struct result *result)
{
	struct result	 r = *result;

	r.id = m->number;
	if (r.answer == ANSWER_NONE)
		r.answer = r.verdict == VERDICT_DEAD ? ANSWER_REJECTED :
		    ANSWER_BUSY;
	if (r.answer == ANSWER_BUSY && r.retry_ms == 0)
		r.retry_ms = c->limits.retry_ms;
	if (r.answer == ANSWER_ACCEPTED && is_pressed(c, 1))
		r.retry_ms = c->limits.retry_ms;
	reply_add(c, m->producer, m->task.source, r);
}

/* What waits at the door when we go is the producer's again. */
void
submit_refuse_waiting(struct core *c)
{
	struct window	*w = &c->line[STAGE_INGEST].window;
	const uint32_t	 even[LANE_COUNT] = { 1, 1 };
	struct result	 r;
	struct msg	*m;

	while ((m = w->suspects.head) != NULL || (m = w->large.head) != NULL ||
	    (m = queue_next(w, even)) != NULL) {
		r = busy(c, m->number);
		submit_answer(c, m, &r);
		window_drop(w, m);
	}
}

/* Not here: nothing of it is looked at. */
void
submit_refuse(struct core *c, uint32_t peer, const struct frame *f)
{
	size_t	 i;

	for (i = 0; i < f->ntask; i++)
		reply_add(c, peer, f->task[i].source,
		    busy(c, f->task[i].id));
}

/* One frame for each producer, in the order of the replies. */
static void
flush_producer(struct core *c, uint32_t producer, size_t from)
{
	struct result	*result;
	struct action	*a;
	size_t		 i, n = 0;

	result = ARENA_ARRAY(c->out->arena, c->nreply - from, struct result);
	for (i = from; i < c->nreply; i++)
		if (c->reply[i].producer == producer) {
			result[n++] = c->reply[i].result;
			c->reply[i].producer = 0;
		}
	a = actions_add(c->out, ACT_SEND);
	a->peer = producer;
	a->frame.type = FRAME_ANSWER;
	a->frame.result = result;
	a->frame.nresult = n;
}

void
submit_flush(struct core *c)
{
	size_t	 i;

	for (i = 0; i < c->nreply; i++)
		if (c->reply[i].producer != 0)
			flush_producer(c, c->reply[i].producer, i);
	c->nreply = 0;
}
