#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "proto/bus.h"
#include "proto/client.h"
#include "proto/convert.h"
#include "proto/endpoints.h"

enum {
	WINDOW = 4000, FRAME_ITEMS = 200, FRAME_BYTES = 1024 * 1024,
	RESEND_MS = 5000,	/* without an answer: send it again */
	TICK_MS = 100,
	SILENT_MS = 2000,	/* then another broker may lead */
	REFUSED_MS = 3000	/* a key may still be on its way to the folder */
};

/* One event under way. */
struct item {
	uint64_t	 id;		/* our number on the wire; 0: free slot */
	uint64_t	 tag;
	int64_t		 send_at;	/* not sent, or to be sent again then */
	char		*source, *source_id;
	struct buf	 payload;
};

struct client {
	struct bus		*bus;
	struct bus_socket	*socket;
	struct endpoints	 ends;
	int64_t			 quiet_at;	/* since then no word, and asked */
	int			 sent_on;	/* this broker said who leads */
	struct arena		*arena;
	struct item		*item;		/* a ring: slot id % window */
	size_t			 window, pending;
	uint64_t		 next, oldest;	/* ids; oldest not answered */
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
	c->window = window == 0 ? WINDOW : window;
	c->item = calloc(c->window, sizeof(*c->item));
	c->arena = arena_new(0);
	c->next = c->oldest = 1;
	c->fn = fn;
	c->arg = arg;
	if (c->item == NULL)
		abort();
	c->bus = bus_new(e);
	if (endpoints_set(&c->ends, endpoint, e) == 0 &&
	    secure(c->bus, key, e) == 0)
		c->socket = bus_connect(c->bus, endpoints_now(&c->ends), e);
	if (c->socket == NULL)
		client_close(&c);
	return c;
}

static void
clear_item(struct item *it)
{
	free(it->source);
	free(it->source_id);
	buf_release(&it->payload);
	*it = (struct item){ 0 };
}

void
client_close(struct client **cp)
{
	struct client	*c = *cp;
	size_t		 i;

	if (c == NULL)
		return;
	for (i = 0; i < c->window; i++)
		clear_item(&c->item[i]);
	bus_close(&c->socket);
	bus_free(&c->bus);
	arena_free(&c->arena);
	free(c->item);
	free(c);
	*cp = NULL;
}

size_t
client_pending(const struct client *c)
{
	return c->pending;
}

static struct item *
find(struct client *c, uint64_t id)
{
	struct item	*it = &c->item[id % c->window];

	return it->id == id ? it : NULL;
}

static void
on_result(struct client *c, const struct result *r, int64_t now)
{
	struct item		*it = find(c, r->id);
	struct client_answer	 answer = { .answer = r->answer,
				    .event = r->event, .text = r->text };

	if (it == NULL || it->id == 0)
		return;		/* answered before; this is an echo */
	if (r->answer == ANSWER_BUSY) {
		it->send_at = now + (r->retry_ms == 0 ? TICK_MS : r->retry_ms);
		return;
	}
	answer.tag = it->tag;
	clear_item(it);
	c->pending--;
	while (c->oldest < c->next && find(c, c->oldest) == NULL)
		c->oldest++;
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

/* Send what is due, oldest first, as few frames as its size allows. */
static int
send_due(struct client *c, int64_t now, struct err *e)
{
	struct task	 task[FRAME_ITEMS];
	uint64_t	 id;
	int		 rc = 1;

	for (id = c->oldest; id < c->next && rc == 1; ) {
		struct frame	 f = { .type = FRAME_SUBMIT, .task = task };
		size_t		 bytes = 0;

		for (; id < c->next && f.ntask < FRAME_ITEMS &&
		    bytes < FRAME_BYTES; id++) {
			struct item *it = find(c, id);

			if (it == NULL || it->send_at > now)
				continue;
			it->send_at = now + RESEND_MS;
			bytes += it->payload.len;
			task[f.ntask++] = (struct task){ .id = id,
			    .source = it->source, .source_id = it->source_id,
			    .payload = { (const uint8_t *)it->payload.data,
			    it->payload.len } };
		}
		if (f.ntask == 0)
			break;
		rc = bus_send(c->socket, &(struct bus_peer){ 0 }, &f, e);
		while (rc == 0 && f.ntask > 0)	/* no line: very soon again */
			find(c, task[--f.ntask].id)->send_at = now + TICK_MS;
	}
	return rc < 0 ? -1 : 0;
}

/* Another broker may lead: what has no answer is sent again, to it. */
static int
move_on(struct client *c, int64_t now, struct err *e)
{
	int64_t		 soon = now + (c->ends.now == 0 ? TICK_MS : 0);
	uint64_t	 id;

	c->sent_on = 0;
	c->quiet_at = now;
	if (!endpoints_next(&c->ends))
		return 0;
	bus_close(&c->socket);
	c->socket = bus_connect(c->bus, endpoints_now(&c->ends), e);
	for (id = c->oldest; id < c->next; id++)
		if (find(c, id) != NULL)
			find(c, id)->send_at = soon;
	return c->socket == NULL ? -1 : 0;
}

static int
seek(struct client *c, int64_t now, struct err *e)
{
	if (c->pending == 0 || c->heard > c->quiet_at)
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

/* Turn until fewer than `most` are under way. */
static int
wait_below(struct client *c, size_t most, long patience_ms, struct err *e)
{
	int64_t	 since = clock_ms();

	while (c->pending >= most ||
	    (most > 0 && c->next - c->oldest >= c->window)) {
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
	struct item	*it;

	if (wait_below(c, c->window, patience_ms, e) != 0)
		return -1;
	it = &c->item[c->next % c->window];
	*it = (struct item){ .id = c->next++, .tag = tag,
	    .source = strdup(ev->source), .source_id = strdup(ev->source_id) };
	if (it->source == NULL || it->source_id == NULL)
		abort();
	event_pack(ev, &it->payload);
	c->pending++;
	/* Frames fill while the window does; a full one goes at once. */
	return c->next % FRAME_ITEMS == 0 ? client_turn(c, 0, e) : 0;
}

int
client_flush(struct client *c, long patience_ms, struct err *e)
{
	return wait_below(c, 1, patience_ms, e);
}
