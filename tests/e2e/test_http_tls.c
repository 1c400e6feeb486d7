/*
 * TLS in front of sixthkey-web, by the proxies of deploy/proxy that are here.
 */
#include "tests/lib/browser.h"
#include "tests/lib/pg.h"
#include "tests/lib/ports.h"
#include "tests/lib/script.h"
#include "tests/lib/test.h"

/* Somebody who signs in; of the tests of the console. */
#define NAME	"vera"

static int
set_up(void **state)
{
	static const char *const	more[] = { "console_tls=yes", NULL };

	(void)state;
	browser_line.more = more;
	webline_start(&browser_line);
	browser_person(NAME, "viewer");
	return 0;
}

static void
check_proxy(const char *name)
{
	char	 doors[16], console[16], tls[16], plain[16];
	int	 port[2];

	ports_free(port, 2);
	snprintf(doors, sizeof(doors), "%d", browser_line.port);
	snprintf(console, sizeof(console), "%d", browser_line.console);
	snprintf(tls, sizeof(tls), "%d", port[0]);
	snprintf(plain, sizeof(plain), "%d", port[1]);
	SCRIPT("tests/proxy/check", name, doors, TOKEN, console, NAME,
	    BROWSER_PASSWORD, tls, plain);
	assert_string_equal(pg_value(browser_line.pg, "select count(*) from "
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

	return cmocka_run_group_tests(tests, set_up, browser_down);
}
