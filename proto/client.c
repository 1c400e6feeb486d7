#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "proto/bus.h"
#include "proto/client.h"
#include "proto/endpoints.h"
#include "proto/outbox.h"

enum {
	WINDOW = 4000,
	TICK_MS = 100,
	SILENT_MS = 2000,	/* then another broker may lead */
	REFUSED_MS = 3000	/* a key may still be on its way to the folder */
};

struct client {
	struct bus		*bus;
	struct bus_socket	*socket;
	struct endpoints	 ends;
	int64_t			 quiet_at;	/* since then no word, and asked */
	int			 sent_on;	/* this broker said who leads */
	struct arena		*arena;
	struct outbox		 outbox;
	int64_t			 line_at;	/* there is none until then */
	int64_t			 heard;		/* when the line last answered */
	int64_t			 refused_at;	/* 0: nobody said no since */
	char			 trouble[300];	/* what was last said of it */
	client_fn		*fn;
	void			*arg;
};

static int
secure(struct bus *b, const struct key_conf *key, struct err *e)
{
	return b == NULL ? -1 : key == NULL ? 0 : bus_secure(b, key, e);
}

struct client *
client_open(const char *endpoint, size_t window, client_fn *fn, void *arg,
    struct err *e)
{
	return client_open_as(NULL, endpoint, window, fn, arg, e);
}

struct client *
client_open_as(const struct key_conf *key, const char *endpoint, size_t window,
    client_fn *fn, void *arg, struct err *e)
{
	struct client	*c = calloc(1, sizeof(*c));

	if (c == NULL)
		abort();
	outbox_init(&c->outbox, window == 0 ? WINDOW : window);
	c->arena = arena_new(0);
	c->fn = fn;
	c->arg = arg;
	c->bus = bus_new(e);
	if (endpoints_set(&c->ends, endpoint, e) == 0 &&
	    secure(c->bus, key, e) == 0)
		c->socket = bus_connect(c->bus, endpoints_now(&c->ends), e);
	if (c->socket == NULL)
		client_close(&c);
	return c;
}

void
client_close(struct client **cp)
{
	struct client	*c = *cp;

	if (c == NULL)
		return;
	outbox_release(&c->outbox);
	bus_close(&c->socket);
	bus_free(&c->bus);
	arena_free(&c->arena);
	free(c);
	*cp = NULL;
}

size_t
client_pending(const struct client *c)
{
	return c->outbox.pending;
}

static void
on_result(struct client *c, const struct result *r, int64_t now)
{
	struct client_answer	 answer = { .answer = r->answer,
				    .event = r->event, .text = r->text };

	if (r->answer == ANSWER_BUSY)
		outbox_busy(&c->outbox, r->id, now,
		    r->retry_ms == 0 ? TICK_MS : r->retry_ms);
	else if (outbox_answered(&c->outbox, r->id, &answer.tag))
		c->fn(c->arg, &answer);
}

/* Somebody does not want us; the first one counts. */
static void
on_refused(struct client *c, const char *text)
{
	snprintf(c->trouble, sizeof(c->trouble), "%s", text);
	if (c->refused_at == 0)
		c->refused_at = clock_ms();
}

/* Of several brokers one that stands by sends us on: that is no refusal. */
static void
on_bye(struct client *c, const char *text)
{
	if (c->ends.n == 1)
		on_refused(c, text);
	else
		snprintf(c->trouble, sizeof(c->trouble), "%s", text);
	c->sent_on = 1;
}

static void
on_frame(struct client *c, const struct frame *f)
{
	size_t	 i;

	if (f->type == FRAME_BYE) {
		on_bye(c, f->text);
		return;
	}
	c->heard = clock_ms();
	c->refused_at = 0;
	c->trouble[0] = '\0';
	for (i = 0; f->type == FRAME_ANSWER && i < f->nresult; i++)
		on_result(c, &f->result[i], c->heard);
}

static void
take_events(struct client *c)
{
	struct bus_event	 ev;

	while (bus_event(c->bus, &ev))
		if (ev.kind == BUS_REFUSED)
			on_refused(c, ev.text);
		else if (ev.kind == BUS_AWAY)
			snprintf(c->trouble, sizeof(c->trouble), "%s",
			    ev.text);
}

static int
receive(struct client *c, struct err *e)
{
	struct frame	 f;
	struct bus_peer	 from;
	int		 rc;

	while ((rc = bus_recv(c->socket, &from, c->arena, &f, e)) == 1) {
		on_frame(c, &f);
		arena_reset(c->arena);
	}
	return rc;
}

/* Where there is no line, it is tried very soon again. */
static int
send_due(struct client *c, int64_t now, struct err *e)
{
	struct task	 task[OUTBOX_FRAME];
	struct frame	 f;
	int		 rc = 1;

	while (rc == 1 && now >= c->line_at &&
	    outbox_frame(&c->outbox, now, &f, task)) {
		rc = bus_send(c->socket, &(struct bus_peer){ 0 }, &f, e);
		if (rc == 0) {
			outbox_unsent(&c->outbox, &f);
			c->line_at = now + TICK_MS;
		}
	}
	return rc < 0 ? -1 : 0;
}

/* Another broker may lead: what has no answer is sent again, to it. */
static int
move_on(struct client *c, int64_t now, struct err *e)
{
	c->sent_on = 0;
	c->quiet_at = now;
	if (!endpoints_next(&c->ends))
		return 0;
	bus_close(&c->socket);
	c->socket = bus_connect(c->bus, endpoints_now(&c->ends), e);
	outbox_again(&c->outbox);
	c->line_at = now + (c->ends.now == 0 ? TICK_MS : 0);
	return c->socket == NULL ? -1 : 0;
}

static int
seek(struct client *c, int64_t now, struct err *e)
{
	if (c->outbox.pending == 0 || c->heard > c->quiet_at)
		c->quiet_at = now;
	if (c->sent_on || now - c->quiet_at > SILENT_MS)
		return move_on(c, now, e);
	return 0;
}

int
client_turn(struct client *c, long wait_ms, struct err *e)
{
	struct bus_poll	 poll = { .socket = c->socket };

	if (seek(c, clock_ms(), e) != 0 || send_due(c, clock_ms(), e) != 0)
		return -1;
	poll.socket = c->socket;
	bus_wait(&poll, 1, wait_ms);
	take_events(c);
	return receive(c, e);
}

static int
lose_patience(const struct client *c, int64_t since, long patience_ms,
    struct err *e)
{
	int64_t	 now = clock_ms();

	if (c->refused_at != 0 && now - c->refused_at > REFUSED_MS)
		return err_set(e, ERR_SETUP, "%s", c->trouble);
	if (now - since <= patience_ms)
		return 0;
	return err_set(e, ERR_AGAIN, "no answer for %ld s; %s",
	    patience_ms / 1000, c->trouble[0] != '\0' ? c->trouble :
	    "is the broker up, and a worker for ingest?");
}

static int
is_full(const struct client *c)
{
	return outbox_full(&c->outbox);
}

static int
is_pending(const struct client *c)
{
	return c->outbox.pending != 0;
}

/* Turn while it is so. */
static int
wait_while(int (*is)(const struct client *), struct client *c,
    long patience_ms, struct err *e)
{
	int64_t	 since = clock_ms();

	while (is(c)) {
		if (client_turn(c, TICK_MS, e) != 0)
			return -1;
		if (c->heard > since)
			since = c->heard;
		if (lose_patience(c, since, patience_ms, e) != 0)
			return -1;
	}
	return 0;
}

int
client_submit(struct client *c, const struct event *ev, uint64_t tag,
    long patience_ms, struct err *e)
{
	if (wait_while(is_full, c, patience_ms, e) != 0)
		return -1;
	/* Frames fill while the window does; a full one goes at once. */
	return outbox_put(&c->outbox, ev, tag) % OUTBOX_FRAME == 0 ?
	    client_turn(c, 0, e) : 0;
}

int
client_flush(struct client *c, long patience_ms, struct err *e)
{
	return wait_while(is_pending, c, patience_ms, e);
}
