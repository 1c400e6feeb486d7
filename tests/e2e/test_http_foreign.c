/*
 * Programs that are not ours: the CloudEvents library of npm as a producer, and
 * what is promised in docs/openapi.json held against a running server.
 */
#include <signal.h>
#include <unistd.h>

#include "tests/lib/pg.h"
#include "tests/lib/script.h"
#include "tests/lib/test.h"
#include "tests/lib/webline.h"

enum { SETTLE_S = 120, FOREIGN = 8 };

static const char *const	 more[] = { "rate=5", "burst=1000",
	"answer_ms=3000", NULL };
static struct webline	 w = { .more = more };
static char		 port[16], broker[16];

static int
set_up(void **state)
{
	(void)state;
	webline_start(&w);
	snprintf(port, sizeof(port), "%d", w.port);
	snprintf(broker, sizeof(broker), "%d",
	    line_pid(w.line, STAGE_NONE, 0));
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	webline_stop(&w);
	return 0;
}

static void
another_library_is_understood(void **state)
{
	(void)state;
	NPM("foreign.js", port, TOKEN);
	line_settle(w.line, FOREIGN, SETTLE_S);
	assert_string_equal(line_faults(w.line), "");
	assert_string_equal(pg_value(w.pg, "select count(*) from "
	    "sixthkey.event where source_id in ('f1', 'f2', 'f3', 'f4', 'f7', "
	    "'f8', 'f10', 'f\u00e9')"), "8");
}

static void
the_document_is_what_is_served(void **state)
{
	char	 seen[] = "/tmp/test_http_foreign.XXXXXX";

	(void)state;
	assert_true(close(mkstemp(seen)) == 0);
	pg_publish(w.pg, "RXX", 1, "2020-03-01", "{\"v\":1}");
	NPM("openapi.js", port, TOKEN, broker, seen, "up");
	pg_kill(w.pg);
	NPM("openapi.js", port, TOKEN, broker, seen, "down");
	pg_up(w.pg);
	unlink(seen);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(another_library_is_understood),
		cmocka_unit_test(the_document_is_what_is_served),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
