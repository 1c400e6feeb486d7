#include <inttypes.h>
#include <string.h>

#include "base/json.h"
#include "web/intake_inside.h"

static const char *const words[] = {
	[ANSWER_NONE] = "unknown",
	[ANSWER_ACCEPTED] = "accepted",
	[ANSWER_DUPLICATE] = "duplicate",
	[ANSWER_CONFLICT] = "conflict",
	[ANSWER_REJECTED] = "rejected"
};

static void
write_fault(struct json *j, const struct cloud_fault *f)
{
	json_text(j, "outcome", words[ANSWER_REJECTED]);
	json_text(j, "pointer", f->pointer);
	if (f->value[0] != '\0')
		json_text(j, "value", f->value);
	json_text(j, "detail", f->reason);
}

static void
write_refusal(struct json *j, const struct door_item *d, struct arena *a)
{
	struct cloud_fault	 f;

	cloud_fault_parse(d->text == NULL ? "" : d->text, "/data", a, &f);
	write_fault(j, &f);
}

static void
write_item(struct json *j, const struct posted *p, size_t i)
{
	const struct cloud_item	*c = &p->events.item[i];
	const struct door_item	*d = p->of[i];
	struct arena		*a = p->request->arena;

	json_int(j, "item", (int64_t)i);
	json_text(j, "source", c->event.source);
	json_text(j, "id", c->event.source_id);
	if (d == NULL)
		write_fault(j, &c->fault);
	else if (d->answer == ANSWER_REJECTED)
		write_refusal(j, d, a);
	else
		json_text(j, "outcome", words[d->answer]);
	if (d != NULL && d->id != 0)
		json_text(j, "event", arena_printf(a, "%" PRIu64, d->id));
}

static void
count(const struct posted *p, size_t n[ANSWER_BUSY + 1])
{
	size_t	 i;

	memset(n, 0, (ANSWER_BUSY + 1) * sizeof(*n));
	for (i = 0; i < p->events.n; i++)
		n[p->of[i] == NULL ? ANSWER_REJECTED : p->of[i]->answer]++;
}

/* The worst decides; with ?partial=true only what nobody knows. */
static unsigned
status_of(const struct posted *p, const size_t n[ANSWER_BUSY + 1])
{
	if (n[ANSWER_NONE] > 0)
		return 503;
	if (!p->partial && n[ANSWER_REJECTED] > 0)
		return 422;
	if (!p->partial && n[ANSWER_CONFLICT] > 0)
		return 409;
	return n[ANSWER_ACCEPTED] > 0 ? 202 : 200;
}

static const char *
detail_of(unsigned status)
{
	return status == 503 ? "The line did not answer in time.  Send the same "
	    "again: what was accepted meanwhile is not taken twice." :
	    status == 409 ? "An event with this source and id was accepted "
	    "before, with other content; a change is an event of its own." :
	    "At least one event was refused; the others stand as listed.";
}

static void
write_counts(struct json *j, const size_t n[ANSWER_BUSY + 1])
{
	unsigned	 a;

	for (a = ANSWER_NONE; a < ANSWER_BUSY; a++)
		if (n[a] > 0)
			json_int(j, words[a], (int64_t)n[a]);
}

static void
write_batch(const struct posted *p, unsigned status,
    const size_t n[ANSWER_BUSY + 1])
{
	struct json	 j;
	size_t		 i;

	json_init(&j, &p->request->out, 0);
	json_object(&j, NULL);
	if (status >= 400) {
		json_text(&j, "type", "about:blank");
		json_text(&j, "title", status_title(status));
		json_int(&j, "status", status);
		json_text(&j, "detail", detail_of(status));
	}
	write_counts(&j, n);
	json_array(&j, "events");
	for (i = 0; i < p->events.n; i++) {
		json_object(&j, NULL);
		write_item(&j, p, i);
		json_end(&j);
	}
	json_end(&j);
	json_end(&j);
	buf_char(&p->request->out, '\n');
}

static void
write_one(const struct posted *p)
{
	struct request	*r = p->request;
	struct json	 j;

	answer_set(r, "Content-Type", "application/json");
	answer_set(r, "Location", arena_printf(r->arena, "/v1/events/%" PRIu64,
	    p->of[0]->id));
	json_init(&j, &r->out, 0);
	json_object(&j, NULL);
	write_item(&j, p, 0);
	json_end(&j);
	buf_char(&r->out, '\n');
}

/* One event that was refused by the line, in the form of any other refusal. */
static void
refuse_one(const struct posted *p, unsigned status)
{
	struct request		*r = p->request;
	const struct event	*ev = &p->events.item[0].event;
	struct cloud_fault	 f = { .pointer = "/id",
				    .value = ev->source_id };

	f.reason = detail_of(status);
	if (status == 422)
		cloud_fault_parse(p->of[0]->text, "/data", r->arena, &f);
	answer_problem(r, status, status == 503 ? "" : f.pointer,
	    status == 503 ? "" : f.value, f.reason);
}

void
posted_answer(const struct posted *p)
{
	struct request	*r = p->request;
	size_t		 n[ANSWER_BUSY + 1];
	unsigned	 status;

	count(p, n);
	status = status_of(p, n);
	if (status == 503)
		answer_set(r, "Retry-After", "1");
	if (!p->events.batch && status < 300)
		write_one(p);
	else if (!p->events.batch)
		refuse_one(p, status);
	else {
		answer_set(r, "Content-Type", status < 400 ?
		    "application/json" : "application/problem+json");
		write_batch(p, status, n);
	}
	r->status = status;
}

/* All that is wrong, so that a whole batch is mended at once. */
void
intake_refuse(struct request *r, unsigned status,
    const struct intake_events *ev, size_t at)
{
	const struct cloud_fault	*first = &ev->item[at].fault;
	struct json			 j;
	size_t				 i;

	r->status = status;
	answer_set(r, "Content-Type", "application/problem+json");
	json_init(&j, &r->out, 0);
	json_object(&j, NULL);
	json_text(&j, "type", "about:blank");
	json_text(&j, "title", status_title(status));
	json_int(&j, "status", status);
	json_text(&j, "detail", first->reason);
	json_text(&j, "pointer", !ev->batch ? first->pointer :
	    arena_printf(r->arena, "/%zu%s", at, first->pointer));
	json_text(&j, "value", first->value);
	json_array(&j, "errors");
	for (i = 0; i < ev->n; i++) {
		if (!ev->item[i].wrong)
			continue;
		json_object(&j, NULL);
		json_int(&j, "item", (int64_t)i);
		write_fault(&j, &ev->item[i].fault);
		json_end(&j);
	}
	json_end(&j);
	json_end(&j);
	buf_char(&r->out, '\n');
}
