/*
 * ingest - let in what can be an event.
 *
 * in	 a submission: source, id and the packed event
 * out	 event; the same bytes to assessment
 *
 * Only what the event alone shows to be wrong is refused here.  A contradiction
 * with other events is accepted and becomes a check later, because otherwise
 * what is accepted would depend on the order of arrival.
 */
#include <string.h>

#include "proto/convert.h"
#include "workers/ingest/step.h"

enum { EVENTS };

/* kind, source, source_id, subject, digest, payload, trace */
static const struct group groups[] = {
	[EVENTS] = { "event", "stttyyt" },
	{ NULL, NULL }
};

static int
check_envelope(const struct task *t, const struct event *ev, struct err *e)
{
	if (strcmp(t->source, ev->source) != 0)
		return err_set(e, ERR_INPUT, "/source: \"%.80s\" in the event, "
		    "\"%.80s\" on its envelope; expected the same", ev->source,
		    t->source);
	if (strcmp(t->source_id, ev->source_id) != 0)
		return err_set(e, ERR_INPUT, "/id: \"%.80s\" in the event, "
		    "\"%.80s\" on its envelope; expected the same",
		    ev->source_id, t->source_id);
	return 0;
}

/* Another door has refused it and wants it kept. */
static int
check_refusal(const struct event *ev, struct err *e)
{
	return ev->refusal == NULL ? 0 :
	    err_set(e, ERR_INPUT, "%s", ev->refusal->reason);
}

static int
step(const struct task *t, int32_t today, struct admission *out,
    struct effects *fx, struct err *e)
{
	struct event	 ev;

	if (t->payload.len > EVENT_BYTES_MAX)
		return err_set(e, ERR_INPUT, "/: %zu bytes; an event has at "
		    "most %d", t->payload.len, EVENT_BYTES_MAX);
	if (event_unpack(t->payload, fx->arena, &ev, e) != 0 ||
	    check_envelope(t, &ev, e) != 0 || check_refusal(&ev, e) != 0 ||
	    event_check(&ev, today, e) != 0)
		return -1;
	out->subject = event_subject(&ev);
	out->trace = ev.trace;
	out->sequence = ev.sequence;
	event_digest(&ev, out->digest);
	FX_ROW(fx, EVENTS, V_INT(ev.kind), V_TEXT(ev.source),
	    V_TEXT(ev.source_id), V_TEXT(out->subject),
	    V_BYTES(arena_bytes(fx->arena, out->digest, sizeof(out->digest))),
	    V_BYTES(t->payload), V_TEXT(ev.trace));
	return 0;
}

const struct worker ingest_worker = {
	.stage = STAGE_INGEST,
	.groups = groups,
	.put = Q_INGEST_PUT,
	.door = step,
};
