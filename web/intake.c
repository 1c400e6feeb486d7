#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "web/http.h"
#include "web/intake.h"
#include "web/intake_read.h"

enum { STALE_MS = 60000 };

/* A request whose events are on their way. */
struct posted {
	struct request		*request;
	struct intake_events	 events;
	struct door_job		 job;
	struct door_item	**of;	/* of each event; NULL: not submitted */
	int			 partial;
};

static const char *const words[] = {
	[ANSWER_NONE] = "unknown",
	[ANSWER_ACCEPTED] = "accepted",
	[ANSWER_DUPLICATE] = "duplicate",
	[ANSWER_CONFLICT] = "conflict",
	[ANSWER_REJECTED] = "rejected"
};

/* ---- the answer ---------------------------------------------------------------- */

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

static void
answer(const struct posted *p)
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

/* In the door's thread. */
static void
on_done(struct door_job *j)
{
	struct posted	*p = j->arg;

	answer(p);
	http_done(p->request);
}

/* ---- before anything is submitted ------------------------------------------------ */

/* All that is wrong, so that a whole batch is mended at once. */
static void
refuse_all(struct request *r, const struct intake_events *ev,
    const struct cloud_fault *first, size_t at)
{
	unsigned	 status = first->malformed ? 400 : 422;
	struct json	 j;
	size_t		 i;

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

static int
check_items(struct request *r, const struct intake_events *ev, int partial)
{
	size_t	 i;

	for (i = 0; i < ev->n && !partial; i++)
		if (ev->item[i].wrong) {
			refuse_all(r, ev, &ev->item[i].fault, i);
			return -1;
		}
	return 0;
}

static int
deny(struct request *r, const char *pointer, const char *value,
    const char *detail)
{
	answer_problem(r, 403, pointer, value, detail);
	return -1;
}

/* A token speaks for its sources, about what it may; the clock for itself. */
static int
check_grant(const struct intake *in, struct request *r, const struct grant *g,
    const struct intake_events *ev)
{
	const struct event	*e;
	size_t			 i;

	for (i = 0; i < ev->n; i++) {
		e = &ev->item[i].event;
		if (ev->item[i].wrong)
			continue;
		if (strncmp(e->source, "/sixthkey/", 10) == 0)
			return deny(r, "/source", e->source, "Nobody outside "
			    "speaks for Sixthkey itself.");
		if (in->tokens != NULL && !grant_source(g, e->source))
			return deny(r, "/source", e->source, arena_printf(
			    r->arena, "This token speaks for %s and what is "
			    "below it.", g->source));
		if (in->tokens != NULL && !grant_kind(g, e->kind))
			return deny(r, "/type", event_kind_name(e->kind),
			    arena_printf(r->arena, "This token may send: %s.",
			    g->kinds));
	}
	return 0;
}

static int
check_token(struct intake *in, struct request *r, struct grant *g)
{
	const char	*said = request_header(r, "Authorization");
	int64_t		 age;

	if (in->tokens == NULL)
		return 0;
	age = tokens_age(in->tokens);
	if (age < 0 || age > STALE_MS) {
		answer_later(r, 503, 1, "Who may submit is not known while the "
		    "database does not answer; nothing was taken.");
		return -1;
	}
	if (tokens_check(in->tokens, said, g))
		return 0;
	answer_set(r, "WWW-Authenticate", "Bearer realm=\"sixthkey\"");
	answer_problem(r, 401, "", "", said[0] == '\0' ? "Send a token: "
	    "\"Authorization: Bearer sk_…\"." : "This token is not known, or "
	    "was revoked.");
	return -1;
}

/* The whole request counts for the source of its first event. */
static int
check_rate(struct intake *in, struct request *r, const struct grant *g,
    const struct intake_events *ev)
{
	int64_t	 wait;

	if (ev->n == 0)
		return 0;
	wait = rate_take(in->rate, in->tokens != NULL ? g->source :
	    ev->item[0].event.source, ev->n, clock_ms());
	if (wait == 0)
		return 0;
	answer_later(r, 429, (unsigned)((wait + 999) / 1000), "More events a "
	    "second than this source may send; nothing was taken.");
	return -1;
}

/* ---- on its way ------------------------------------------------------------------ */

static struct posted *
make_posted(struct request *r, const struct intake_events *ev, int partial)
{
	struct posted	*p = ARENA_NEW(r->arena, struct posted);
	size_t		 i;

	*p = (struct posted){ .request = r, .events = *ev,
	    .partial = partial };
	p->of = ARENA_ARRAY(r->arena, ev->n, struct door_item *);
	p->job = (struct door_job){ .arena = r->arena, .done = on_done,
	    .arg = p };
	p->job.item = ARENA_ARRAY(r->arena, ev->n, struct door_item);
	for (i = 0; i < ev->n; i++) {
		if (ev->item[i].wrong)
			continue;
		p->of[i] = &p->job.item[p->job.n++];
		p->of[i]->event = &ev->item[i].event;
	}
	return p;
}

void
intake_post(struct intake *in, struct request *r)
{
	int			 partial = strcmp(request_argument(r, "partial"),
				    "true") == 0;
	struct grant		 g = { "", "" };
	struct intake_events	 ev;
	struct posted		*p;

	if (check_token(in, r, &g) != 0 || intake_read(r, (size_t)in->batch,
	    clock_today(), &ev) != 0 || check_items(r, &ev, partial) != 0 ||
	    check_grant(in, r, &g, &ev) != 0 || check_rate(in, r, &g, &ev) != 0)
		return;
	p = make_posted(r, &ev, partial);
	if (p->job.n == 0) {
		answer(p);
		return;
	}
	http_hold(r);
	if (door_push(in->door, &p->job) == 0)
		return;
	answer_later(r, 503, 1, "More events are under way than the line takes; "
	    "nothing of this request was taken.");
	http_done(r);
}

void
intake_options(struct intake *in, struct request *r)
{
	r->status = 204;
	answer_set(r, "Allow", "OPTIONS, POST");
	answer_set(r, "Accept-Post", intake_types);
	answer_set(r, "Batch-Limit", arena_printf(r->arena, "%" PRId64,
	    in->batch));
}
