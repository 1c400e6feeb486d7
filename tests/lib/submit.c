#include "tests/lib/submit.h"
#include "tests/lib/test.h"

enum { PATIENCE_MS = 30000 };

static struct client *
connect_to(const struct line *l, client_fn *fn, void *arg)
{
	struct err	 e = { 0 };
	struct client	*c = client_open(line_submit(l), 0, fn, arg, &e);

	if (c == NULL)
		fail_msg("%s", e.text);
	return c;
}

static void
send(struct client *c, const struct event *ev, uint64_t tag)
{
	struct err	 e = { 0 };

	if (client_submit(c, ev, tag, PATIENCE_MS, &e) != 0)
		fail_msg("event %llu: %s", (unsigned long long)tag, e.text);
}

static void
finish(struct client *c)
{
	struct err	 e = { 0 };

	if (client_flush(c, PATIENCE_MS, &e) != 0)
		fail_msg("%s", e.text);
	client_close(&c);
}

static void
keep(void *arg, const struct client_answer *a)
{
	struct submitted	*s = arg;

	s->answer = a->answer;
	snprintf(s->text, sizeof(s->text), "%s", a->text == NULL ? "" :
	    a->text);
}

struct submitted
submit_event(const struct line *l, const struct event *ev)
{
	struct submitted	 s = { ANSWER_NONE, "" };
	struct client		*c = connect_to(l, keep, &s);

	send(c, ev, 1);
	finish(c);
	return s;
}

static void
count(void *arg, const struct client_answer *a)
{
	*(uint64_t *)arg += a->answer == ANSWER_ACCEPTED;
}

void
submit_load(const struct line *l, const struct load *load, uint64_t from,
    uint64_t n)
{
	struct arena	*a = arena_new(0);
	uint64_t	 accepted = 0, i;
	struct client	*c = connect_to(l, count, &accepted);

	for (i = from; i < from + n; i++) {
		send(c, load_event(load, i, a), i + 1);
		arena_reset(a);
	}
	finish(c);
	assert_int_equal(accepted, n);
	arena_free(&a);
}
