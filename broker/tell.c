#include "broker/inside.h"

enum { WORKERS_MAX = 1000 };	/* in one REPORT */

static enum worker_state
state_of(const struct core *c, const struct worker *w)
{
	if (w->draining)
		return WORKER_DRAINING;
	if (c->now - w->heard_at > (int64_t)c->limits.liveness_ms / 2)
		return WORKER_STALE;
	return w->flight.count != 0 ? WORKER_BUSY : WORKER_READY;
}

static const struct worker_report *
workers(const struct core *c, size_t *n)
{
	struct worker_report	*r = ARENA_ARRAY(c->out->arena, WORKERS_MAX,
				    struct worker_report);
	const struct worker	*w;

	*n = 0;
	for (w = c->crew.head; w != NULL && *n < WORKERS_MAX; w = w->next)
		r[(*n)++] = (struct worker_report){ w->stage, w->instance,
		    w->name, w->build, w->schema_min, w->schema_max,
		    state_of(c, w), w->flight.count, w->count_max,
		    told_report(&w->told, c->now) };
	return r;
}

static const char *
origin_of(const struct core *c, enum stage s, size_t knob)
{
	if ((c->line[s].knobs_set & (uint32_t)1 << knob) != 0)
		return SETTING_SET;
	return c->limits.origin[knob] == NULL ? "" : c->limits.origin[knob];
}

/* What is in effect at each stage. */
static const struct setting_report *
settings(const struct core *c, size_t *n)
{
	struct arena		*a = c->out->arena;
	struct setting_report	*r = ARENA_ARRAY(a, STAGE_COUNT * KNOBS,
				    struct setting_report);
	char			 text[KNOBS_TEXT];
	enum stage		 s;
	size_t			 i;

	*n = 0;
	for (s = STAGE_INGEST; s < STAGE_COUNT; s++)
		for (i = 0; i < KNOBS; i++)
			r[(*n)++] = (struct setting_report){ s, knobs_key(i),
			    arena_text(a, knobs_value(&c->line[s].knobs, i,
			    text)), origin_of(c, s, i) };
	return r;
}

void
report_send(struct core *c, uint32_t peer)
{
	struct stage_report	*r = ARENA_ARRAY(c->out->arena, STAGE_COUNT,
				    struct stage_report);
	struct frame		*out;
	enum stage		 s;

	for (s = STAGE_INGEST; s < STAGE_COUNT; s++)
		core_report(c, s, &r[s - STAGE_INGEST]);
	out = frames_send(c, peer, FRAME_REPORT);
	out->report = r;
	out->nreport = STAGE_COUNT - STAGE_INGEST;
	out->worker = workers(c, &out->nworker);
	out->source = sources_report(&c->sources, c->out->arena,
	    &out->nsource);
	out->setting = settings(c, &out->nsetting);
	out->guest = guests_report(&c->guests, c->now, c->out->arena,
	    &out->nguest);
	out->build = SIXTHKEY_VERSION;
	out->standby = !c->leads;
	out->text = arena_text(c->out->arena, c->leader);
}

void
report_hear(struct core *c, struct worker *w, const struct frame *f)
{
	meters_hear(&c->line[w->stage].meters, &w->heard, f->meter, f->nmeter);
}
