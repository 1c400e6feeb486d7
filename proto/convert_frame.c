#include <string.h>

#include "proto/convert.h"
#include "proto/convert_arena.h"
#include "proto/convert_report.h"

static void
from_tasks(const struct frame *f, struct arena *a, Sixthkey__Frame *m)
{
	Sixthkey__Task	*t = ARENA_ARRAY(a, f->ntask, Sixthkey__Task);
	size_t		 i;

	m->n_task = f->ntask;
	m->task = ARENA_ARRAY(a, f->ntask, Sixthkey__Task *);
	for (i = 0; i < f->ntask; i++) {
		sixthkey__task__init(&t[i]);
		t[i].id = f->task[i].id;
		t[i].subject_hash = f->task[i].subject_hash;
		t[i].attempt = f->task[i].attempt;
		t[i].source = convert_text(f->task[i].source);
		t[i].source_id = convert_text(f->task[i].source_id);
		t[i].trace = convert_text(f->task[i].trace);
		t[i].lane = f->task[i].lane;
		t[i].waited_ms = f->task[i].waited_ms;
		t[i].age_ms = f->task[i].age_ms;
		t[i].payload = convert_binary(f->task[i].payload);
		m->task[i] = &t[i];
	}
}

static void
from_results(const struct frame *f, struct arena *a, Sixthkey__Frame *m)
{
	Sixthkey__Result	*r = ARENA_ARRAY(a, f->nresult, Sixthkey__Result);
	size_t			 i;

	m->n_result = f->nresult;
	m->result = ARENA_ARRAY(a, f->nresult, Sixthkey__Result *);
	for (i = 0; i < f->nresult; i++) {
		sixthkey__result__init(&r[i]);
		r[i].id = f->result[i].id;
		r[i].verdict = f->result[i].verdict;
		r[i].answer = f->result[i].answer;
		r[i].event = f->result[i].event;
		r[i].retry_ms = f->result[i].retry_ms;
		r[i].text = convert_text(f->result[i].text);
		m->result[i] = &r[i];
	}
}

void
frame_pack(const struct frame *f, struct buf *out)
{
	const char	 head[FRAME_HEADER] = { 'S', '6', FRAME_VERSION,
			    (char)f->type };
	struct arena	*a = arena_new(0);
	Sixthkey__Frame	 m;

	sixthkey__frame__init(&m);
	m.epoch = f->epoch;
	m.instance = convert_text(f->instance);
	m.name = convert_text(f->name);
	m.build = convert_text(f->build);
	m.stage = f->stage;
	m.schema_min = f->schema_min;
	m.schema_max = f->schema_max;
	m.liveness_ms = f->liveness_ms;
	m.count = f->count;
	m.bytes = f->bytes;
	m.text = convert_text(f->text);
	m.standby = f->standby;
	from_tasks(f, a, &m);
	from_results(f, a, &m);
	report_pack(f, a, &m);
	buf_add(out, head, sizeof(head));
	convert_pack(&m.base, out);
	arena_free(&a);
}

static int
to_tasks(const Sixthkey__Frame *m, struct arena *a, struct frame *f,
    struct err *e)
{
	struct task	*t = convert_room(a, m->n_task, sizeof(*t), e);
	size_t		 i;

	if (t == NULL)
		return -1;
	for (i = 0; i < m->n_task; i++) {
		const Sixthkey__Task *w = m->task[i];

		t[i] = (struct task){ .id = w->id,
		    .subject_hash = w->subject_hash, .attempt = w->attempt,
		    .source = w->source, .source_id = w->source_id,
		    .trace = w->trace, .lane = (enum lane)w->lane,
		    .waited_ms = w->waited_ms, .age_ms = w->age_ms,
		    .payload = { w->payload.data, w->payload.len } };
		if (convert_enum("/task/lane", w->lane, LANE_COUNT, e) != 0 ||
		    convert_check("/task/source", w->source, e) != 0 ||
		    convert_check("/task/source_id", w->source_id, e) != 0 ||
		    convert_check("/task/trace", w->trace, e) != 0)
			return -1;
	}
	f->task = t;
	f->ntask = m->n_task;
	return 0;
}

static int
to_results(const Sixthkey__Frame *m, struct arena *a, struct frame *f,
    struct err *e)
{
	struct result	*r = convert_room(a, m->n_result, sizeof(*r), e);
	size_t		 i;

	if (r == NULL)
		return -1;
	for (i = 0; i < m->n_result; i++) {
		const Sixthkey__Result *w = m->result[i];

		if (convert_enum("/result/verdict", w->verdict,
		    VERDICT_PARKED + 1, e) != 0 ||
		    convert_enum("/result/answer", w->answer,
		    ANSWER_BUSY + 1, e) != 0 ||
		    convert_check("/result/text", w->text, e) != 0)
			return -1;
		r[i] = (struct result){ .id = w->id,
		    .verdict = (enum verdict)w->verdict,
		    .answer = (enum answer)w->answer, .event = w->event,
		    .retry_ms = w->retry_ms, .text = w->text };
	}
	f->result = r;
	f->nresult = m->n_result;
	return 0;
}

/* Magic, version and type stand before the body and need no protobuf. */
static int
to_header(struct bytes in, struct frame *f, struct err *e)
{
	*f = (struct frame){ 0 };
	if (in.len < FRAME_HEADER || in.data[0] != 'S' || in.data[1] != '6')
		return err_set(e, ERR_INPUT, "%zu bytes that do not begin like "
		    "a frame of this protocol", in.len);
	if (in.data[2] != FRAME_VERSION)
		return err_set(e, ERR_NEWER, "protocol version %d; this build "
		    "speaks version %d", in.data[2], FRAME_VERSION);
	if (in.data[3] == FRAME_NONE || in.data[3] >= FRAME_COUNT)
		return err_set(e, ERR_INPUT, "frame type %d is not known",
		    in.data[3]);
	f->type = (enum frame_type)in.data[3];
	return 0;
}

int
frame_unpack(struct bytes in, struct arena *a, struct frame *f,
    struct err *e)
{
	Sixthkey__Frame	*m;

	if (to_header(in, f, e) != 0)
		return -1;
	m = convert_unpack(&sixthkey__frame__descriptor, (struct bytes){
	    in.data + FRAME_HEADER, in.len - FRAME_HEADER }, a, e);
	if (m == NULL || convert_enum("/stage", m->stage, STAGE_COUNT, e) != 0)
		return -1;
	f->epoch = m->epoch;
	f->instance = m->instance;
	f->name = m->name;
	f->build = m->build;
	f->stage = (enum stage)m->stage;
	f->schema_min = m->schema_min;
	f->schema_max = m->schema_max;
	f->liveness_ms = m->liveness_ms;
	f->count = m->count;
	f->bytes = m->bytes;
	f->text = m->text;
	f->standby = m->standby;
	if (convert_check("/instance", m->instance, e) != 0 ||
	    convert_check("/name", m->name, e) != 0 ||
	    convert_check("/build", m->build, e) != 0 ||
	    convert_check("/text", m->text, e) != 0 ||
	    to_tasks(m, a, f, e) != 0 || to_results(m, a, f, e) != 0)
		return -1;
	return report_unpack(m, a, f, e);
}
