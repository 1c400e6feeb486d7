/*
 * Thousands of events over HTTP while web, broker and ingest are killed: every
 * one is answered, none is lost, none is there twice.  And how fast it goes.
 * $SIXTHKEY_HTTP_EVENTS: how many, default 5000.
 */
#include <pthread.h>
#include <signal.h>

#include "base/clock.h"
#include "formats/cloud_write.h"
#include "tests/lib/load.h"
#include "tests/lib/pg.h"
#include "tests/lib/test.h"
#include "tests/lib/webline.h"

enum { BATCH = 100, SETTLE_S = 300, PATIENCE_MS = 60000, THREADS = 8,
    RATE_EVENTS = 20000 };

#define MANY	"application/cloudevents-batch+json"

static int64_t		 accepted;	/* events that the line has taken */

static void
make_batch(const struct load *load, uint64_t from, size_t n, struct buf *out)
{
	struct arena	*a = arena_new(0);
	struct json	 j;
	size_t		 i;

	json_init(&j, out, 0);
	json_array(&j, NULL);
	for (i = 0; i < n; i++)
		cloud_write(load_event(load, from + i, a), &j, NULL);
	json_end(&j);
	arena_free(&a);
}

/* As a producer that means it: again until it is answered. */
static int
deliver(const struct buf *b, struct reply *r)
{
	int64_t	 from = clock_ms();

	do {
		http_ask(web.port, "POST", "/v1/events", AUTH
		    "Content-Type: " MANY "\r\n", b, r);
		if (r->status == 200 || r->status == 202)
			return 0;
		test_pause(50);
	} while ((r->status == 0 || r->status == 503 || r->status == 401) &&
	    clock_ms() - from < PATIENCE_MS);
	return -1;
}

static void
strike(uint64_t batch, uint64_t batches)
{
	if (batch == batches / 4) {
		line_signal(web.line, STAGE_INGEST, 0, SIGKILL);
		line_reap(web.line, STAGE_INGEST, 0);
		line_again(web.line, STAGE_INGEST, 0);
	} else if (batch == batches / 2) {
		line_signal(web.line, STAGE_NONE, 0, SIGKILL);
		line_reap(web.line, STAGE_NONE, 0);
		line_again(web.line, STAGE_NONE, 0);
	} else if (batch == batches * 3 / 4) {
		webline_again(&web);
	}
}

/* One thread of producers: every THREADS-th batch. */
struct share {
	struct load	 load;
	uint64_t	 batches, first;
	int		 failed;
	char		 text[600];
};

static void *
produce(void *arg)
{
	struct share	*s = arg;
	struct reply	*r = malloc(sizeof(*r));
	struct buf	 b = { 0 };
	uint64_t	 i;

	for (i = s->first; i < s->batches && !s->failed; i += THREADS) {
		buf_clear(&b);
		make_batch(&s->load, i * BATCH, BATCH, &b);
		s->failed = deliver(&b, r) != 0;
		if (s->failed)
			snprintf(s->text, sizeof(s->text), "%.500s",
			    r->text);
	}
	buf_release(&b);
	free(r);
	return NULL;
}

static uint64_t
received(const char *source)
{
	return strtoull(pg_value(web.pg, "select count(*) from sixthkey.event "
	    "where source = '%s'", source), NULL, 10);
}

/* Strikes come when so many events are there, not after a time. */
static void
strike_along(const char *source, uint64_t batches)
{
	static const uint64_t	 quarters[] = { 1, 2, 3 };
	int64_t			 from = clock_ms();
	size_t			 i;

	for (i = 0; i < 3; i++) {
		while (received(source) < quarters[i] * batches / 4 * BATCH) {
			assert_true(clock_ms() - from < 3 * PATIENCE_MS);
			test_pause(5);
		}
		strike(quarters[i] * batches / 4, batches);
	}
}

static int64_t
run_all(const char *source, uint64_t batches, int strikes)
{
	pthread_t	 thread[THREADS];
	struct share	 share[THREADS];
	int64_t		 from = clock_ms();
	uint64_t	 i;

	for (i = 0; i < THREADS; i++) {
		share[i] = (struct share){ .load = { 42, 200, source },
		    .batches = batches, .first = i };
		assert_int_equal(pthread_create(&thread[i], NULL, produce,
		    &share[i]), 0);
	}
	if (strikes)
		strike_along(source, batches);
	for (i = 0; i < THREADS; i++) {
		pthread_join(thread[i], NULL);
		if (share[i].failed)
			fail_msg("not answered: %s", share[i].text);
	}
	assert_int_equal(received(source), batches * BATCH);
	accepted += (int64_t)(batches * BATCH);
	return clock_ms() - from;
}

static void
killed_and_nothing_lost(void **state)
{
	const char	*set = getenv("SIXTHKEY_HTTP_EVENTS");
	uint64_t	 events = set == NULL ? 5000 :
			    strtoull(set, NULL, 10);

	(void)state;
	run_all("/files/t/killed", events / BATCH, 1);
	line_settle(web.line, accepted, SETTLE_S);
	assert_string_equal(line_faults(web.line), "");
}

static void
batches_are_fast(void **state)
{
	int64_t	 ms;

	(void)state;
	webline_await(&web);
	ms = run_all("/files/t/fast", RATE_EVENTS / BATCH, 0);
	print_message("%d events in batches of %d: %lld a second until "
	    "durable\n", RATE_EVENTS, BATCH, RATE_EVENTS * 1000LL /
	    (ms == 0 ? 1 : (long long)ms));
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(killed_and_nothing_lost),
		cmocka_unit_test(batches_are_fast),
	};

	return cmocka_run_group_tests(tests, web_up, web_down);
}
