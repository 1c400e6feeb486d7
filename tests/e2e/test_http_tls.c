/*
 * TLS in front of sixthkey-web, by the proxies of deploy/proxy that are here.
 */
#include "tests/lib/pg.h"
#include "tests/lib/ports.h"
#include "tests/lib/script.h"
#include "tests/lib/test.h"
#include "tests/lib/webline.h"

static struct webline	 w;

static int
set_up(void **state)
{
	(void)state;
	webline_start(&w);
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
check_proxy(const char *name)
{
	char	 web[16], tls[16];
	int	 port;

	ports_free(&port, 1);
	snprintf(web, sizeof(web), "%d", w.port);
	snprintf(tls, sizeof(tls), "%d", port);
	SCRIPT("tests/proxy/check", name, web, TOKEN, tls);
	assert_string_equal(pg_value(w.pg, "select count(*) from "
	    "sixthkey.event where source_id like 'tls/%s%%'", name), "1000");
}

static void
nginx_in_front(void **state)
{
	(void)state;
	check_proxy("nginx");
}

static void
caddy_in_front(void **state)
{
	(void)state;
	check_proxy("caddy");
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(nginx_in_front),
		cmocka_unit_test(caddy_in_front),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
