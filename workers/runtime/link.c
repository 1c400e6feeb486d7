#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "proto/event.h"
#include "workers/runtime/link.h"

enum { LIVENESS_MS = 3000, SCHEMA_OLDEST = 1, HELLOS = 3 };

struct link {
	struct bus		*bus;
	struct bus_socket	*socket;
	struct link_conf	 conf;
	struct endpoints	 ends;
	int			 greeted;	/* times, without a WELCOME */
	int			 welcome;	/* the broker knows us */
	int64_t			 liveness;	/* ms, as the broker says */
	int64_t			 heard, beat, hello;
	uint32_t		 in_hand;
	int			 draining;
	char			 bye[160];	/* what was last said with it */
	int			 dismissed;
	struct meters		 base, told;	/* at WELCOME, and last */
	struct meters		 since;		/* as it is told */
};

struct link *
link_open(struct bus *bus, const struct link_conf *conf, struct err *e)
{
	struct link	*l = calloc(1, sizeof(*l));

	if (l == NULL)
		abort();
	l->bus = bus;
	l->conf = *conf;
	l->liveness = LIVENESS_MS;
	if (endpoints_set(&l->ends, conf->endpoint, e) == 0)
		l->socket = bus_connect(bus, endpoints_now(&l->ends), e);
	if (l->socket == NULL)
		link_close(&l);
	return l;
}

void
link_close(struct link **lp)
{
	if (*lp == NULL)
		return;
	bus_close(&(*lp)->socket);
	free(*lp);
	*lp = NULL;
}

struct bus_socket *
link_socket(const struct link *l)
{
	return l->socket;
}

int
link_dismissed(const struct link *l)
{
	return l->dismissed;
}

uint32_t
link_in_hand(const struct link *l)
{
	return l->in_hand;
}

static int
say(struct link *l, const struct frame *f, struct err *e)
{
	return bus_send(l->socket, &(struct bus_peer){ 0 }, f, e);
}

static int
grant(struct link *l, uint32_t count, uint64_t bytes, struct err *e)
{
	if (l->draining || count == 0)
		return 0;
	return say(l, &(struct frame){ .type = FRAME_CREDIT, .count = count,
	    .bytes = bytes }, e) < 0 ? -1 : 0;
}

static int
greet(struct link *l, int64_t now, struct err *e)
{
	struct frame	 f = { .type = FRAME_HELLO, .stage = l->conf.stage,
			    .instance = l->conf.self->instance,
			    .name = l->conf.name,
			    .build = SIXTHKEY_VERSION,
			    .told = self_told(l->conf.self),
			    .count = l->conf.credit,
			    .bytes = l->conf.credit_bytes,
			    .schema_min = SCHEMA_OLDEST,
			    .schema_max = EVENT_SCHEMA };
	int		 sent = say(l, &f, e);

	l->hello = now;
	l->greeted++;
	if (sent <= 0)
		return sent;
	/* The room of what is still in hand is granted when it is settled. */
	return grant(l, l->conf.credit - l->in_hand, l->conf.credit_bytes, e);
}

/* What was counted since this broker's WELCOME; what the last one heard before
 * is its own. */
static void
add_meters(struct link *l, struct frame *f)
{
	size_t	 i;

	l->told = *l->conf.meters;
	for (i = 0; i < METER_COUNT; i++) {
		l->since.n[i] = l->told.n[i] - l->base.n[i];
		if (l->since.n[i] != 0)
			f->nmeter = i + 1;
	}
	f->meter = l->since.n;
}

int
link_beat(struct link *l, int64_t now, struct err *e)
{
	struct frame	 f = { .type = FRAME_ALIVE, .count = l->in_hand };

	if (!l->welcome || now - l->beat < l->conf.heartbeat)
		return 0;
	l->beat = now;
	add_meters(l, &f);
	return say(l, &f, e) < 0 ? -1 : 0;
}

/* This broker does not want us, or is not there: the next may.  What waits in
 * the old socket is handed out again by whoever leads. */
static int
move_on(struct link *l, struct err *e)
{
	l->greeted = 0;
	if (!endpoints_next(&l->ends))
		return 0;
	bus_close(&l->socket);
	l->socket = bus_connect(l->bus, endpoints_now(&l->ends), e);
	return l->socket == NULL ? -1 : 0;
}

/* Somewhere there may be one that leads: faster than a heart beats, where there
 * are several to ask. */
static int
seek(struct link *l, int64_t now, struct err *e)
{
	int64_t	 pause = l->conf.heartbeat / (int64_t)(l->ends.n * 2);

	if (l->draining || now - l->hello < pause)
		return 0;
	if (l->greeted >= HELLOS && move_on(l, e) != 0)
		return -1;
	return greet(l, now, e);
}

int
link_tick(struct link *l, int64_t now, struct err *e)
{
	if (l->welcome && now - l->heard > l->liveness) {
		LOG(WARN, "lost the broker; saying HELLO until one answers",
		    LOG_TEXT("broker", endpoints_now(&l->ends)));
		l->welcome = 0;
		l->greeted = 0;
	}
	return l->welcome ? link_beat(l, now, e) : seek(l, now, e);
}

static void
take_tasks(struct link *l, const struct frame *f, struct batch *b)
{
	struct task	*all = ARENA_ARRAY(b->arena, b->ntask + f->ntask,
			    struct task);

	if (b->ntask != 0)
		memcpy(all, b->task, b->ntask * sizeof(*all));
	memcpy(all + b->ntask, f->task, f->ntask * sizeof(*all));
	b->task = all;
	b->ntask += f->ntask;
	l->in_hand += (uint32_t)f->ntask;
}

/* Heard again at every HELLO while it is so; told once. */
static void
on_bye(struct link *l, const char *why)
{
	if (!l->welcome && l->greeted != 0)
		l->greeted = HELLOS;	/* it will not have us */
	l->welcome = 0;
	if (why == NULL || strncmp(why, l->bye, sizeof(l->bye) - 1) == 0)
		return;
	snprintf(l->bye, sizeof(l->bye), "%s", why);
	LOG(WARN, "the broker said BYE", LOG_TEXT("why", why));
}

static void
on_frame(struct link *l, const struct frame *f, struct batch *b)
{
	switch (f->type) {
	case FRAME_WELCOME:
		if (!l->welcome) {
			LOG(INFO, "joined the line",
			    LOG_TEXT("broker", endpoints_now(&l->ends)));
			l->base = l->told;
		}
		l->welcome = 1;
		l->greeted = 0;
		l->bye[0] = '\0';
		if (f->liveness_ms != 0)
			l->liveness = f->liveness_ms;
		break;
	case FRAME_TASKS:
		if (f->ntask != 0)
			take_tasks(l, f, b);
		break;
	case FRAME_BYE:
		on_bye(l, f->text);
		break;
	case FRAME_DRAIN:
		l->dismissed = 1;
		break;
	default:		/* ALIVE, and what newer brokers may say */
		break;
	}
}

int
link_receive(struct link *l, struct batch *b, size_t max, struct err *e)
{
	struct bus_peer	 from;
	struct frame	 f;
	int		 rc = 1;

	while (b->ntask < max && rc != 0) {
		rc = bus_recv(l->socket, &from, b->arena, &f, e);
		if (rc == 1) {
			l->heard = clock_ms();
			on_frame(l, &f, b);
		} else if (rc < 0 && (e->kind == ERR_INPUT ||
		    e->kind == ERR_NEWER)) {
			l->conf.meters->n[e->kind == ERR_INPUT ? METER_DECODE :
			    METER_VERSION]++;
			LOG(ERROR, "dropped what is not a frame",
			    LOG_TEXT("error", e->text));
		} else if (rc < 0)
			return -1;
	}
	return 0;
}

static enum frame_type
frame_for(enum verdict v)
{
	switch (v) {
	case VERDICT_DONE:
		return FRAME_DONE;
	case VERDICT_NONE:
		return FRAME_HANDBACK;
	default:
		return FRAME_FAILED;
	}
}

/* Messages and bytes that we can hold again. */
struct room {
	uint32_t	 count;
	uint64_t	 bytes;
};

/* The outcomes of one frame type, with the successors when it is DONE.  The
 * room goes along with the first that is told. */
static int
tell(struct link *l, const struct batch *b, enum frame_type type,
    struct room *room, struct err *e)
{
	struct result	*r = ARENA_ARRAY(b->arena, b->ntask, struct result);
	struct frame	 f = { .type = type, .stage = l->conf.stage,
			    .result = r, .count = room->count,
			    .bytes = room->bytes };
	size_t		 i;

	for (i = 0; i < b->ntask; i++) {
		const struct outcome_of *o = &b->out[i];

		if (frame_for(o->verdict) == type)
			r[f.nresult++] = (struct result){ .id = b->task[i].id,
			    .verdict = o->verdict, .answer = o->answer,
			    .event = o->event, .retry_ms = o->retry_ms,
			    .text = o->text };
	}
	if (f.nresult == 0)
		return 0;
	if (type == FRAME_DONE) {
		f.task = b->next;
		f.ntask = b->nnext;
	}
	*room = (struct room){ 0 };
	/* A frame that cannot leave is found again by the broker's sweep. */
	return say(l, &f, e) < 0 ? -1 : 0;
}

int
link_settle(struct link *l, const struct batch *b, int draining,
    struct err *e)
{
	struct room	 room = { 0 };
	size_t		 i;

	for (i = 0; i < b->ntask && !draining && !l->draining; i++) {
		room.count++;
		room.bytes += b->task[i].payload.len;
	}
	l->in_hand -= (uint32_t)b->ntask;
	return tell(l, b, FRAME_DONE, &room, e) != 0 ||
	    tell(l, b, FRAME_FAILED, &room, e) != 0 ||
	    tell(l, b, FRAME_HANDBACK, &room, e) != 0 ? -1 : 0;
}

int
link_drain(struct link *l, struct err *e)
{
	l->draining = 1;
	return say(l, &(struct frame){ .type = FRAME_DRAIN }, e) < 0 ? -1 : 0;
}

int
link_bye(struct link *l, struct err *e)
{
	struct frame	 f = { .type = FRAME_BYE };

	if (l->welcome)
		add_meters(l, &f);
	return say(l, &f, e) < 0 ? -1 : 0;
}
