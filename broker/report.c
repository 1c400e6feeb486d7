#include "broker/inside.h"

/* What a paused stage holds may be as old as it likes. */
static int64_t
oldest_s(const struct core *c, const struct line *l)
{
	return l->waits_since == 0 || l->knobs.paused ? 0 :
	    (c->now - l->waits_since) / 1000;
}

int
report_pressure(const struct core *c, enum stage stage)
{
	const struct line	*l = &c->line[stage];
	int64_t			 age = oldest_s(c, l);

	if (stage == STAGE_INGEST)
		return c->stopping || !window_room(&l->window, LANE_LIVE, 0) ?
		    2 : 0;
	if (l->backlog > (uint64_t)l->knobs.backlog_hard ||
	    age > l->knobs.age_hard)
		return 2;
	return l->backlog > (uint64_t)l->knobs.backlog_soft ||
	    age > l->knobs.age_soft;
}

void
core_report(const struct core *c, enum stage stage, struct stage_report *r)
{
	const struct line	*l = &c->line[stage];
	const struct worker	*w;
	const struct msg	*m;

	*r = (struct stage_report){ .stage = stage, .behind = l->behind,
		.window = l->window.waiting.count,
		.suspects = l->window.suspects.count,
		.dispatched = l->dispatched, .done = l->done,
		.paused = l->knobs.paused != 0, .backlog = l->backlog,
		.pressure = report_pressure(c, stage), .lag = l->lag,
		.meter = l->meters.n, .nmeter = METER_COUNT,
		.waiting = { l->window.lane[LANE_LIVE].waiting.count,
		    l->window.lane[LANE_BULK].waiting.count } };
	for (w = c->crew.head; w != NULL; w = w->next) {
		if (w->stage != stage)
			continue;
		r->workers++;
		r->busy += w->flight.count != 0;
		r->in_flight += w->flight.count;
		if (w->flight.head != NULL && (uint64_t)(c->now -
		    w->flight.head->sent_at) > r->flight_ms)
			r->flight_ms = (uint64_t)(c->now -
			    w->flight.head->sent_at);
		for (m = w->flight.head; m != NULL; m = m->next)
			r->suspects += (uint64_t)m->suspect;
	}
}

static const char *
worker_fault(const struct worker *w)
{
	const struct msg	*m;
	uint64_t		 bytes = 0;
	uint32_t		 n = 0;

	for (m = w->flight.head; m != NULL; m = m->next, n++) {
		bytes += m->task.payload.len;
		if (m->worker != w || m->list != &w->flight)
			return "a message in flight is not its worker's";
	}
	if (n != w->flight.count || bytes != w->bytes)
		return "a worker's count of messages is wrong";
	if (n + w->room > w->count_max)
		return "more granted than a worker can hold";
	if (bytes > w->bytes_max)
		return "more bytes in flight than a worker can hold";
	if (w->fresh != 0)
		return "a message in flight was never sent";
	return NULL;
}

static const char *
cell_fault(const struct worker *cell)
{
	const struct msg	*m;

	if (cell == NULL)
		return NULL;
	for (m = cell->flight.head; m != NULL; m = m->next)
		if (m->suspect && cell->flight.count != 1)
			return "a suspect is not alone";
	return NULL;
}

static const char *
window_fault(const struct core *c, enum stage stage)
{
	const struct window	*win = &c->line[stage].window;
	const struct worker	*w;
	uint64_t		 bytes;
	uint32_t		 n;

	n = win->waiting.count + win->suspects.count + win->condemned.count +
	    win->large.count;
	bytes = win->waiting.bytes + win->suspects.bytes +
	    win->condemned.bytes + win->large.bytes;
	for (w = c->crew.head; w != NULL; w = w->next)
		if (w->stage == stage) {
			n += w->flight.count;
			bytes += w->flight.bytes;
		}
	if (n != win->count || bytes != win->bytes)
		return "a message of the window is in no list";
	if (n > win->count_bound || bytes > win->bytes_max)
		return "a window holds more than its bound";
	return cell_fault(c->line[stage].cell);
}

const char *
core_fault(const struct core *c)
{
	const struct worker	*w;
	const char		*why = NULL;
	enum stage		 s;

	for (w = c->crew.head; w != NULL && why == NULL; w = w->next)
		why = worker_fault(w);
	for (s = STAGE_INGEST; s < STAGE_COUNT && why == NULL; s++)
		why = window_fault(c, s);
	return why;
}
