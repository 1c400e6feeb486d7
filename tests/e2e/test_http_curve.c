/*
 * sixthkey-web on one machine and the line on another: over TCP, with keys as
 * the command line makes them.
 */
#include "tests/lib/pg.h"
#include "tests/lib/ports.h"
#include "tests/lib/test.h"
#include "tests/lib/verb.h"
#include "tests/lib/webline.h"

enum { DOORS = 3, SETTLE_S = 120, EVENTS = 300 };

static struct webline	 w;
static char		 dir[] = "/tmp/test_http_curve.XXXXXX", end[DOORS][40];

static const char *
key_file(const char *name)
{
	static char	 path[120];

	snprintf(path, sizeof(path), "%s/%s.key", dir, name);
	return path;
}

static void
make_keys(void)
{
	unsigned	 s;

	VERB(0, "keys", "new", "broker", "--workers", end[0], "--submit",
	    end[1], "--control", end[2], "--dir", dir, "--out",
	    key_file("broker"));
	for (s = STAGE_INGEST; s < STAGE_COUNT; s++)
		VERB(0, "keys", "new", "worker", "--stage",
		    stage_name((enum stage)s), "--broker", end[0], "--dir",
		    dir, "--out", key_file(stage_name((enum stage)s)));
	VERB(0, "keys", "new", "web", "--submit", end[1], "--control", end[2],
	    "--dir", dir, "--out", key_file("web"));
}

static int
set_up(void **state)
{
	int	 port[DOORS], i;

	(void)state;
	assert_non_null(mkdtemp(dir));
	ports_free(port, DOORS);
	for (i = 0; i < DOORS; i++)
		snprintf(end[i], sizeof(end[i]), "tcp://127.0.0.1:%d",
		    port[i]);
	make_keys();
	webline_start_keyed(&w, dir);
	return 0;
}

static int
tear_down(void **state)
{
	char	 command[80];

	(void)state;
	webline_stop(&w);
	snprintf(command, sizeof(command), "rm -r %s", dir);
	return pclose(popen(command, "r"));
}

static void
make_batch(struct buf *b, int from, int n)
{
	int	 i;

	for (i = from; i < from + n; i++)
		buf_printf(b, "%c{\"specversion\":\"1.0\",\"id\":\"%d\","
		    "\"source\":\"/files/t\",\"type\":"
		    "\"uk.sixthkey.inspection.reported.v1\",\"subject\":"
		    "\"R%02d\",\"data\":{\"report\":{\"rated\":\"2019-02-26\","
		    "\"cell\":[{\"question\":\"safe\",\"rating\":\"good\"}]}}}",
		    i == from ? '[' : ',', i, i % 100);
	buf_char(b, ']');
}

static void
events_go_through_with_keys(void **state)
{
	static struct reply	 r;
	struct buf		 b = { 0 };

	(void)state;
	make_batch(&b, 0, EVENTS);
	http_ask(w.port, "POST", "/v1/events", AUTH "Content-Type: "
	    "application/cloudevents-batch+json\r\n", &b, &r);
	if (r.status != 202)
		fail_msg("%.600s", r.text);
	buf_release(&b);
	line_settle(w.line, EVENTS, SETTLE_S);
	assert_string_equal(line_faults(w.line), "");
	assert_string_equal(pg_value(w.pg, "select count(*) from "
	    "sixthkey.event where source = '/files/t'"), "300");
}

/* A new process has the same key, and another connection. */
static void
web_comes_back_with_its_key(void **state)
{
	static struct reply	 r;
	struct buf		 b = { 0 };

	(void)state;
	webline_again(&w);
	webline_await(&w);
	make_batch(&b, 0, EVENTS);
	http_ask(w.port, "POST", "/v1/events", AUTH "Content-Type: "
	    "application/cloudevents-batch+json\r\n", &b, &r);
	buf_release(&b);
	if (r.status != 200 || strstr(r.text, "\"duplicate\":300") == NULL)
		fail_msg("%.600s", r.text);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(events_go_through_with_keys),
		cmocka_unit_test(web_comes_back_with_its_key),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
