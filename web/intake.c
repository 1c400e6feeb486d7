#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "web/http.h"
#include "web/intake.h"
#include "web/intake_inside.h"
#include "web/kept.h"

enum { STALE_MS = 60000 };

/* ---- before anything is submitted ------------------------------------------------ */

static int
check_items(struct request *r, const struct intake_events *ev, int partial)
{
	size_t	 i;

	for (i = 0; i < ev->n && !partial; i++)
		if (ev->item[i].wrong) {
			intake_refuse(r, ev->item[i].fault.malformed ? 400 :
			    422, ev, i);
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
	char		 why[300];
	int64_t		 age;

	if (in->tokens == NULL)
		return 0;
	age = tokens_age(in->tokens);
	if (age < 0 || age > STALE_MS) {
		desk_excuse(in->desk, why);
		answer_later(r, 503, 1, arena_printf(r->arena, "Nothing was "
		    "taken, for who may submit is not known: %s.", why));
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

/* In the door's thread. */
static void
on_done(struct door_job *j)
{
	struct posted	*p = j->arg;

	if (!p->answered)
		posted_answer(p);
	http_done(p->request);
}

static const struct grant *
copy_grant(const struct intake *in, const struct grant *g, struct arena *a)
{
	struct grant	*copy;

	if (in->tokens == NULL)
		return NULL;
	copy = ARENA_NEW(a, struct grant);
	*copy = *g;
	return copy;
}

/* What is wrong goes along where the others go in. */
static struct posted *
make_posted(struct intake *in, struct request *r, const struct grant *g,
    const struct intake_events *ev, int partial)
{
	struct posted	*p = ARENA_NEW(r->arena, struct posted);
	size_t		 i;

	*p = (struct posted){ .request = r, .door = in->door, .events = *ev,
	    .partial = partial, .grant = copy_grant(in, g, r->arena) };
	r->own = p;
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
	p->job.n += kept_items(ev, p->grant, r->arena,
	    &p->job.item[p->job.n]);
	return p;
}

/* The request is held.  0: answered; DESK_HANDED_ON: it will be. */
static int
submit(struct posted *p)
{
	if (door_push(p->door, &p->job) == 0)
		return DESK_HANDED_ON;
	answer_later(p->request, 503, 1, "More events are under way than the "
	    "line takes; nothing of this request was taken.");
	return DESK_ANSWERED;
}

/* The answer stands, and waits until what is wrong is kept. */
static int
keep(struct posted *p)
{
	p->answered = 1;
	p->job.n = kept_items(&p->events, p->grant, p->request->arena,
	    p->job.item);
	return door_push(p->door, &p->job) == 0 ? DESK_HANDED_ON :
	    DESK_ANSWERED;
}

static int
refuse_clash(struct posted *p)
{
	size_t	 at = 0;

	while (!p->events.item[at].wrong)
		at++;
	intake_refuse(p->request, 409, &p->events, at);
	return keep(p);
}

/* What `fn` does not hand on is done. */
static void
hold(struct posted *p, int (*fn)(struct posted *))
{
	http_hold(p->request);
	if (fn(p) == DESK_ANSWERED)
		http_done(p->request);
}

/* In the desk's thread. */
static int
submit_whole(struct db *db, struct request *r, struct err *e)
{
	struct posted	*p = r->own;
	long		 found = clash_before(p->clash, db, e);

	if (found < 0)
		return -1;
	return found == 0 ? submit(p) : refuse_clash(p);
}

/* One event is whole by itself, and so is each where some may go in. */
static void
send_on(struct intake *in, struct posted *p)
{
	if (p->events.n < 2 || p->partial) {
		hold(p, submit);
		return;
	}
	p->clash = clash_new(&p->events, p->request->arena);
	if (clash_within(p->clash) > 0)
		hold(p, refuse_clash);
	else
		desk_ask(in->desk, p->request, submit_whole);
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
	    clock_today(), &ev) != 0 || check_rate(in, r, &g, &ev) != 0)
		return;
	p = make_posted(in, r, &g, &ev, partial);
	if (check_items(r, &ev, partial) != 0)
		hold(p, keep);
	else if (check_grant(in, r, &g, &ev) != 0)
		return;
	else if (p->job.n == 0)
		posted_answer(p);
	else
		send_on(in, p);
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
