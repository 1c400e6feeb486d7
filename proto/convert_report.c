#include <string.h>

#include "proto/convert_arena.h"
#include "proto/convert_report.h"

/* protobuf-c wants uint64_t *, and writes to none of what it packs. */
static uint64_t *
numbers(const uint64_t *n)
{
	union { const uint64_t *in; uint64_t *out; } u = { .in = n };

	return u.out;
}

static void
from_stages(const struct frame *f, struct arena *a, Sixthkey__Frame *m)
{
	Sixthkey__StageReport	*r = ARENA_ARRAY(a, f->nreport,
				    Sixthkey__StageReport);
	size_t			 i;

	m->n_report = f->nreport;
	m->report = ARENA_ARRAY(a, f->nreport, Sixthkey__StageReport *);
	for (i = 0; i < f->nreport; i++) {
		const struct stage_report *s = &f->report[i];

		sixthkey__stage_report__init(&r[i]);
		r[i].stage = s->stage;
		r[i].window = s->window;
		r[i].in_flight = s->in_flight;
		r[i].suspects = s->suspects;
		r[i].dispatched = s->dispatched;
		r[i].done = s->done;
		r[i].workers = s->workers;
		r[i].busy = s->busy;
		r[i].behind = s->behind;
		r[i].paused = s->paused;
		r[i].live = s->waiting[LANE_LIVE];
		r[i].bulk = s->waiting[LANE_BULK];
		r[i].backlog = s->backlog;
		r[i].pressure = (uint32_t)s->pressure;
		r[i].lag = s->lag;
		r[i].flight_ms = s->flight_ms;
		r[i].n_meter = s->nmeter;
		r[i].meter = numbers(s->meter);
		m->report[i] = &r[i];
	}
}

static void
from_workers(const struct frame *f, struct arena *a, Sixthkey__Frame *m)
{
	Sixthkey__WorkerReport	*r = ARENA_ARRAY(a, f->nworker,
				    Sixthkey__WorkerReport);
	size_t			 i;

	m->n_worker = f->nworker;
	m->worker = ARENA_ARRAY(a, f->nworker, Sixthkey__WorkerReport *);
	for (i = 0; i < f->nworker; i++) {
		const struct worker_report *w = &f->worker[i];

		sixthkey__worker_report__init(&r[i]);
		r[i].stage = w->stage;
		r[i].instance = convert_text(w->instance);
		r[i].name = convert_text(w->name);
		r[i].build = convert_text(w->build);
		r[i].schema_min = w->schema_min;
		r[i].schema_max = w->schema_max;
		r[i].state = w->state;
		r[i].in_flight = w->in_flight;
		r[i].room = w->room;
		m->worker[i] = &r[i];
	}
}

static void
from_sources(const struct frame *f, struct arena *a, Sixthkey__Frame *m)
{
	Sixthkey__SourceReport	*r = ARENA_ARRAY(a, f->nsource,
				    Sixthkey__SourceReport);
	size_t			 i;

	m->n_source = f->nsource;
	m->source = ARENA_ARRAY(a, f->nsource, Sixthkey__SourceReport *);
	for (i = 0; i < f->nsource; i++) {
		sixthkey__source_report__init(&r[i]);
		r[i].source = convert_text(f->source[i].source);
		r[i].n_answer = ANSWER_BUSY + 1;
		r[i].answer = numbers(f->source[i].answer);
		m->source[i] = &r[i];
	}
}

static void
from_settings(const struct frame *f, struct arena *a, Sixthkey__Frame *m)
{
	Sixthkey__SettingReport	*r = ARENA_ARRAY(a, f->nsetting,
				    Sixthkey__SettingReport);
	size_t			 i;

	m->n_setting = f->nsetting;
	m->setting = ARENA_ARRAY(a, f->nsetting, Sixthkey__SettingReport *);
	for (i = 0; i < f->nsetting; i++) {
		sixthkey__setting_report__init(&r[i]);
		r[i].stage = f->setting[i].stage;
		r[i].key = convert_text(f->setting[i].key);
		r[i].value = convert_text(f->setting[i].value);
		r[i].origin = convert_text(f->setting[i].origin);
		m->setting[i] = &r[i];
	}
}

void
report_pack(const struct frame *f, struct arena *a, Sixthkey__Frame *m)
{
	from_stages(f, a, m);
	from_workers(f, a, m);
	from_sources(f, a, m);
	from_settings(f, a, m);
	m->n_meter = f->nmeter;
	m->meter = numbers(f->meter);
}

static int
to_stages(const Sixthkey__Frame *m, struct arena *a, struct frame *f,
    struct err *e)
{
	struct stage_report	*r = convert_room(a, m->n_report, sizeof(*r),
				    e);
	size_t			 i;

	if (r == NULL)
		return -1;
	for (i = 0; i < m->n_report; i++) {
		const Sixthkey__StageReport *w = m->report[i];

		if (convert_enum("/report/stage", w->stage, STAGE_COUNT,
		    e) != 0 || convert_enum("/report/pressure", w->pressure,
		    3, e) != 0)
			return -1;
		r[i] = (struct stage_report){ .stage = (enum stage)w->stage,
		    .window = w->window, .in_flight = w->in_flight,
		    .suspects = w->suspects, .dispatched = w->dispatched,
		    .done = w->done, .workers = w->workers, .busy = w->busy,
		    .behind = w->behind, .paused = w->paused,
		    .waiting = { w->live, w->bulk }, .backlog = w->backlog,
		    .pressure = (int)w->pressure, .lag = w->lag,
		    .flight_ms = w->flight_ms,
		    .meter = w->meter, .nmeter = w->n_meter };
	}
	f->report = r;
	f->nreport = m->n_report;
	return 0;
}

static int
to_workers(const Sixthkey__Frame *m, struct arena *a, struct frame *f,
    struct err *e)
{
	struct worker_report	*r = convert_room(a, m->n_worker, sizeof(*r),
				    e);
	size_t			 i;

	if (r == NULL)
		return -1;
	for (i = 0; i < m->n_worker; i++) {
		const Sixthkey__WorkerReport *w = m->worker[i];

		if (convert_enum("/worker/stage", w->stage, STAGE_COUNT,
		    e) != 0 ||
		    convert_enum("/worker/state", w->state, WORKER_STATES,
		    e) != 0 ||
		    convert_check("/worker/instance", w->instance, e) != 0 ||
		    convert_check("/worker/name", w->name, e) != 0 ||
		    convert_check("/worker/build", w->build, e) != 0)
			return -1;
		r[i] = (struct worker_report){ (enum stage)w->stage,
		    w->instance, w->name, w->build, w->schema_min,
		    w->schema_max, (enum worker_state)w->state, w->in_flight,
		    w->room };
	}
	f->worker = r;
	f->nworker = m->n_worker;
	return 0;
}

static int
to_sources(const Sixthkey__Frame *m, struct arena *a, struct frame *f,
    struct err *e)
{
	struct submitter_report	*r = convert_room(a, m->n_source, sizeof(*r),
				    e);
	size_t			 i, k;

	if (r == NULL)
		return -1;
	memset(r, 0, m->n_source * sizeof(*r));
	for (i = 0; i < m->n_source; i++) {
		const Sixthkey__SourceReport *w = m->source[i];

		if (convert_check("/source/source", w->source, e) != 0)
			return -1;
		r[i].source = w->source;
		for (k = 0; k < w->n_answer && k <= ANSWER_BUSY; k++)
			r[i].answer[k] = w->answer[k];
	}
	f->source = r;
	f->nsource = m->n_source;
	return 0;
}

static int
to_settings(const Sixthkey__Frame *m, struct arena *a, struct frame *f,
    struct err *e)
{
	struct setting_report	*r = convert_room(a, m->n_setting, sizeof(*r),
				    e);
	size_t			 i;

	if (r == NULL)
		return -1;
	for (i = 0; i < m->n_setting; i++) {
		const Sixthkey__SettingReport *w = m->setting[i];

		if (convert_enum("/setting/stage", w->stage, STAGE_COUNT,
		    e) != 0 ||
		    convert_check("/setting/key", w->key, e) != 0 ||
		    convert_check("/setting/value", w->value, e) != 0 ||
		    convert_check("/setting/origin", w->origin, e) != 0)
			return -1;
		r[i] = (struct setting_report){ (enum stage)w->stage, w->key,
		    w->value, w->origin };
	}
	f->setting = r;
	f->nsetting = m->n_setting;
	return 0;
}

int
report_unpack(const Sixthkey__Frame *m, struct arena *a, struct frame *f,
    struct err *e)
{
	f->meter = m->meter;
	f->nmeter = m->n_meter;
	if (to_stages(m, a, f, e) != 0 || to_workers(m, a, f, e) != 0)
		return -1;
	if (to_sources(m, a, f, e) != 0)
		return -1;
	return to_settings(m, a, f, e);
}
