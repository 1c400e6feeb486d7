/*
 * sixthkey-web on one machine and the line on another: over TCP, with keys as
 * the command line makes them.
 */
#include "tests/lib/keyed.h"
#include "tests/lib/pg.h"
#include "tests/lib/test.h"
#include "tests/lib/webline.h"

enum { SETTLE_S = 120, EVENTS = 300 };

static struct webline	 w;
static struct keyed	 keyed;

static int
set_up(void **state)
{
	(void)state;
	keyed_open(&keyed);
	keyed_add(&keyed, "new web --submit %s --control %s",
	    keyed.end[KEYED_SUBMIT], keyed.end[KEYED_CONTROL]);
	w.keys = keyed.dir;
	webline_start(&w);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	webline_stop(&w);
	keyed_close(&keyed);
	return 0;
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
