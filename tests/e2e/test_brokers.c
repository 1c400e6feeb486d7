/*
 * Two brokers, one of which leads by the database's clock.  Kill it, freeze it
 * and thaw it, drain it: nothing is lost and nothing is done twice.
 */
#include <signal.h>
#include <stdio.h>

#include "base/clock.h"
#include "proto/client.h"
#include "tests/lib/line.h"
#include "tests/lib/load.h"
#include "tests/lib/test.h"

enum {
	PATIENCE_MS = 30000, SETTLE_S = 60, STEP = 1500,
	STEPS = 4, WINDOW = 500	/* under way when the fault strikes */
};

static const char *const broker[] = { "lease_ms=1500", "liveness_ms=1000",
	"heartbeat_ms=200", NULL };
static const char *const worker[] = { "heartbeat_ms=200", NULL };

struct feed {
	struct client	*client;
	struct arena	*arena;
	struct load	 load;
	uint64_t	 n, count[ANSWER_BUSY + 1];
};

static void
on_answer(void *arg, const struct client_answer *a)
{
	((struct feed *)arg)->count[a->answer]++;
}

static void
feed_more(struct feed *f)
{
	struct err	 e;
	int		 i;

	for (i = 0; i < STEP; i++, f->n++) {
		if (client_submit(f->client, load_event(&f->load, f->n,
		    f->arena), f->n, PATIENCE_MS, &e) != 0)
			fail_msg("event %d: %s", (int)f->n, e.text);
		arena_reset(f->arena);
	}
}

static const char *
leader(void)
{
	return pg_value(pg_shared(), "select case when until < "
	    "clock_timestamp() then '' else workers end "
	    "from sixthkey.broker_lease");
}

/* The broker that leads; waits until one does that is not `but`.  How soon that
 * is on an idle machine is no matter for a test. */
static int
who_leads(int but)
{
	int64_t		 from = clock_ms();
	const char	*at;
	int		 i;

	for (;;) {
		at = leader();
		i = *at == '\0' ? -1 : at[strlen(at) - 1] == '1';
		if (i != -1 && i != but)
			return i;
		if (clock_ms() - from > PATIENCE_MS)
			fail_msg("nobody took the lead within %d ms",
			    PATIENCE_MS);
		test_pause(10);
	}
}

static void
dies(struct line *l, int i)
{
	line_signal(l, STAGE_NONE, i, SIGKILL);
	line_reap(l, STAGE_NONE, i);
	who_leads(i);
	line_again(l, STAGE_NONE, i);
}

/* It thaws and believes that it leads, for a moment. */
static void
freezes(struct line *l, int i)
{
	line_signal(l, STAGE_NONE, i, SIGSTOP);
	who_leads(i);
	line_signal(l, STAGE_NONE, i, SIGCONT);
}

/* Nobody waits for the end of a lease that is given up: when the process is
 * gone the row names it no more. */
static void
drains(struct line *l, int i)
{
	const char	*at;

	line_signal(l, STAGE_NONE, i, SIGTERM);
	line_reap(l, STAGE_NONE, i);
	at = leader();
	assert_true(*at == '\0' || at[strlen(at) - 1] != '0' + i);
	who_leads(i);
	line_again(l, STAGE_NONE, i);
}

static void
run(void (*fault)(struct line *, int), uint64_t seed)
{
	struct feed	 f = { .arena = arena_new(0),
		.load = { seed, 37, "/tests/brokers" } };
	struct line	*l;
	struct err	 e;
	int		 i;

	pg_fresh(pg_shared());
	l = line_start_several(pg_shared(), 2, 2, broker, worker);
	f.client = client_open(line_submit(l), WINDOW, on_answer, &f, &e);
	assert_non_null(f.client);
	for (i = 0; i < STEPS; i++) {
		feed_more(&f);
		fault(l, who_leads(-1));
	}
	if (client_flush(f.client, PATIENCE_MS, &e) != 0)
		fail_msg("%s, %zu pending", e.text, client_pending(f.client));
	assert_int_equal(f.count[ANSWER_ACCEPTED] + f.count[ANSWER_DUPLICATE],
	    STEP * STEPS);
	line_settle(l, STEP * STEPS, SETTLE_S);
	assert_string_equal(line_faults(l), "");
	assert_string_equal(pg_value(pg_shared(), "select count(*) from "
	    "sixthkey.event"), "6000");
	assert_string_equal(pg_value(pg_shared(), "select count(*) from "
	    "sixthkey.aside"), "0");
	client_close(&f.client);
	arena_free(&f.arena);
	line_stop(&l);
}

static void
another_takes_over_from_the_dead(void **state)
{
	(void)state;
	run(dies, 61);
}

static void
two_at_once_do_no_harm(void **state)
{
	(void)state;
	run(freezes, 62);
}

static void
who_drains_gives_up_the_lead(void **state)
{
	(void)state;
	run(drains, 63);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(another_takes_over_from_the_dead),
		cmocka_unit_test(two_at_once_do_no_harm),
		cmocka_unit_test(who_drains_gives_up_the_lead),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
