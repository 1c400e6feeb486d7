/*
 * sixthkey.c - the library's face over the client.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "include/sixthkey.h"
#include "proto/client.h"
#include "proto/event_text.h"
#include "proto/key_file.h"

struct sixthkey {
	struct client		*client;
	sixthkey_fn		*fn;
	void			*arg;
	struct sixthkey_result	*wanted;	/* NULL: the next goes to fn */
	char			 text[400];	/* of *wanted */
	struct err		 err;
};

struct sixthkey_event {
	struct arena		*arena;
	struct event_text	 text;
	struct err		 wrong;		/* the first thing that is */
};

/* The result of client_*, as a status. */
static int
status(const struct sixthkey *s, int rc)
{
	static const int of[] = {
		[ERR_NONE] = SIXTHKEY_SETUP,
		[ERR_INPUT] = SIXTHKEY_INPUT,
		[ERR_AGAIN] = SIXTHKEY_AGAIN,
		[ERR_SETUP] = SIXTHKEY_SETUP,
		[ERR_NEWER] = SIXTHKEY_INPUT
	};

	return rc == 0 ? SIXTHKEY_OK : of[s->err.kind];
}

static void
on_answer(void *arg, const struct client_answer *answer)
{
	struct sixthkey			*s = arg;
	const struct sixthkey_result	 result = {
		.tag = answer->tag,
		.answer = (enum sixthkey_answer)answer->answer,
		.number = answer->event,
		.text = answer->text == NULL ? "" : answer->text
	};

	if (s->wanted == NULL) {
		if (s->fn != NULL)
			s->fn(s->arg, &result);
		return;
	}
	snprintf(s->text, sizeof(s->text), "%s", result.text);
	*s->wanted = result;
	s->wanted->text = s->text;
}

int
sixthkey_connect(struct sixthkey **out, const char *endpoints,
    const char *key_file, sixthkey_fn *fn, void *arg)
{
	struct sixthkey	*s = calloc(1, sizeof(*s));
	struct key_file	 file;
	int		 rc;

	if (s == NULL)
		abort();
	*out = s;
	s->fn = fn;
	s->arg = arg;
	rc = key_file_read(key_file, &file, &s->err);
	if (rc == 0)
		s->client = client_open_as(&file.key, endpoints, 0, on_answer,
		    s, &s->err);
	explicit_bzero(&file, sizeof(file));
	return s->client != NULL ? SIXTHKEY_OK : SIXTHKEY_SETUP;
}

void
sixthkey_close(struct sixthkey **sp)
{
	if (*sp == NULL)
		return;
	client_close(&(*sp)->client);
	free(*sp);
	*sp = NULL;
}

const char *
sixthkey_error(const struct sixthkey *s)
{
	return s->err.text;
}

struct sixthkey_event *
sixthkey_event_new(const char *source, const char *id, const char *kind)
{
	struct sixthkey_event	*ev = calloc(1, sizeof(*ev));

	if (ev == NULL)
		abort();
	ev->arena = arena_new(0);
	if (event_text_begin(&ev->text, arena_printf(ev->arena, "- | - | %s",
	    kind), ev->arena, &ev->wrong) == 0) {
		ev->text.event.source = arena_text(ev->arena, source);
		ev->text.event.source_id = arena_text(ev->arena, id);
	}
	return ev;
}

int
sixthkey_event_set(struct sixthkey_event *ev, const char *key,
    const char *value)
{
	if (ev->wrong.kind != ERR_NONE || event_text_line(&ev->text, key,
	    value, ev->arena, &ev->wrong) != 0)
		return SIXTHKEY_INPUT;
	return SIXTHKEY_OK;
}

void
sixthkey_event_free(struct sixthkey_event **evp)
{
	if (*evp == NULL)
		return;
	arena_free(&(*evp)->arena);
	free(*evp);
	*evp = NULL;
}

int
sixthkey_submit(struct sixthkey *s, struct sixthkey_event *ev, uint64_t tag,
    long patience_ms)
{
	const struct event	*event;

	if (ev->wrong.kind != ERR_NONE) {
		s->err = ev->wrong;
		return status(s, -1);
	}
	event = event_text_end(&ev->text);
	if (event_check(event, clock_today(), &s->err) != 0)
		return status(s, -1);
	return status(s, client_submit(s->client, event, tag, patience_ms,
	    &s->err));
}

int
sixthkey_submit_wait(struct sixthkey *s, struct sixthkey_event *ev,
    uint64_t tag, long patience_ms, struct sixthkey_result *result)
{
	int	 rc = sixthkey_wait(s, patience_ms);

	if (rc == SIXTHKEY_OK)
		rc = sixthkey_submit(s, ev, tag, patience_ms);
	if (rc != SIXTHKEY_OK)
		return rc;
	/* Nothing else is under way, so the next answer is this one's. */
	s->wanted = result;
	rc = sixthkey_wait(s, patience_ms);
	s->wanted = NULL;
	return rc;
}

int
sixthkey_wait(struct sixthkey *s, long patience_ms)
{
	return status(s, client_flush(s->client, patience_ms, &s->err));
}

int
sixthkey_turn(struct sixthkey *s, long wait_ms)
{
	return status(s, client_turn(s->client, wait_ms, &s->err));
}

size_t
sixthkey_pending(const struct sixthkey *s)
{
	return s->client == NULL ? 0 : client_pending(s->client);
}
