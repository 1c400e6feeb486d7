/*
 * fuzz_request.c - a request as its header lines, an empty line and a body: the
 * guard refuses it or lets through what can be read in one way only; then it is
 * answered, or gives events that pass their check and come back the same from
 * their own JSON.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "formats/cloud_write.h"
#include "proto/convert.h"
#include "tests/fuzz/fuzz.h"
#include "web/intake_read.h"

enum { TODAY = 20000, HEADERS = 40, EVENTS = 100 };

static void
must(int holds)
{
	if (!holds)
		abort();
}

/* "name: value" lines up to an empty one; what is left is the body. */
static const char *
read_headers(char *text, struct pair *list, size_t *n)
{
	char	*line, *colon;

	for (*n = 0; (line = strsep(&text, "\n")) != NULL && line[0] != '\0' &&
	    *n < HEADERS; ) {
		colon = strchr(line, ':');
		if (colon == NULL)
			continue;
		*colon = '\0';
		list[(*n)++] = (struct pair){ line, colon + 1 +
		    strspn(colon + 1, " ") };
	}
	return text;
}

static size_t
count(const struct pair *list, size_t n, const char *name)
{
	size_t	 i, found = 0;

	for (i = 0; i < n; i++)
		found += strcasecmp(list[i].name, name) == 0;
	return found;
}

static void
check_guarded(const struct pair *list, size_t n)
{
	must(count(list, n, "Host") == 1);
	must(count(list, n, "Content-Length") +
	    count(list, n, "Transfer-Encoding") <= 1);
}

static void
check_item(const struct cloud_item *item, struct arena *a)
{
	struct cloud_item	 again;
	struct buf		 b = { 0 };
	struct json		 j;
	struct err		 e = { 0 };
	uint8_t			 x[32], y[32];

	if (item->wrong) {
		must(item->fault.pointer != NULL && item->fault.value != NULL &&
		    item->fault.reason != NULL && item->fault.reason[0] != '\0');
		return;
	}
	must(event_check(&item->event, TODAY, &e) == 0);
	must(event_subject(&item->event) != NULL);
	json_init(&j, &b, 0);
	cloud_write(&item->event, &j, NULL);
	cloud_read_json_one((struct bytes){ (const uint8_t *)b.data, b.len },
	    TODAY, a, &again);
	must(!again.wrong);
	event_digest(&item->event, x);
	event_digest(&again.event, y);
	must(memcmp(x, y, sizeof(x)) == 0);
	buf_release(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena		*a = arena_new(0);
	char			*text = arena_textn(a, (const char *)data, n);
	struct pair		 list[HEADERS];
	struct request		 r = { .arena = a, .method = "POST",
				    .path = "/v1/events", .header = list };
	const char		*body = read_headers(text, list, &r.nheader);
	struct intake_events	 ev = { 0 };
	size_t			 i;

	if (guard_fault(list, r.nheader) == NULL) {
		check_guarded(list, r.nheader);
		if (body != NULL)
			buf_add(&r.body, body, n - (size_t)(body - text));
		if (intake_read(&r, EVENTS, TODAY, &ev) != 0)
			must(r.status >= 400);
		for (i = 0; r.status == 0 && i < ev.n; i++)
			check_item(&ev.item[i], a);
	}
	buf_release(&r.body);
	buf_release(&r.out);
	if (r.wire != NULL)
		arena_free(&r.wire);
	arena_free(&a);
	return 0;
}
