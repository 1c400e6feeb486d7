/*
 * The console before those who mean it harm, with TLS in front of it: what a
 * browser is told, who may open which page and send which form, where a link
 * leads after signing in, and what becomes of text that would be markup.
 */
#include "tests/lib/browser.h"
#include "tests/lib/test.h"

static const char *const	 more[] = { "console_tls=yes", NULL };

static int
set_up(void **state)
{
	(void)state;
	browser_line.more = more;
	browser_prefix = "__Host-";
	webline_start(&browser_line);
	browser_person("vera", "viewer");
	browser_person("rita", "reviewer");
	browser_person("olu", "operator");
	return 0;
}

/* ---- what a browser is told ------------------------------------------------ */

static const char *const every_answer[] = {
	"default-src 'none'; script-src 'self'; style-src 'self'",
	"frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'",
	"X-Content-Type-Options: nosniff", "Referrer-Policy: same-origin",
	"Cross-Origin-Opener-Policy: same-origin",
	"Strict-Transport-Security: max-age=31536000",
};

static void
every_answer_keeps_others_out(void **state)
{
	static const struct {
		const char	*path;
		int		 status;
	} rows[] = {
		{ "/", 303 }, { "/signin", 200 }, { "/nowhere", 404 },
		{ "/console.css", 200 }, { "/console.js", 200 },
		{ "/?format=json", 401 },
	};
	const struct browser	 nobody = { "" };
	size_t			 i, k;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		browser_get(&nobody, rows[i].path);
		for (k = 0; k < sizeof(every_answer) / sizeof(every_answer[0]);
		    k++)
			browser_expect(rows[i].path, rows[i].status,
			    every_answer[k]);
		assert_null(strstr(browser_answer.text, "unsafe"));
	}
}

/* A session begins with a secret that nobody else has chosen or seen. */
static void
cookies_are_of_this_host_alone(void **state)
{
	struct browser	 b, fixed = { "__Host-sixthkey_session=0123456789abcdef"
			    "0123456789abcdef0123456789abcdef0123456789abcdef" };

	(void)state;
	browser_try(&b, "vera", "correct+horse+battery+staple");
	browser_expect("session", 303, "Set-Cookie: __Host-sixthkey_session=");
	browser_expect("session", 303,
	    "Path=/; Max-Age=43200; HttpOnly; SameSite=Strict; Secure\r\n");
	assert_null(strstr(browser_answer.text, "Domain="));
	assert_null(strstr(browser_answer.text, "0123456789abcdef0123456789"));
	browser_get(&fixed, "/");
	browser_expect("a secret of somebody else's", 303,
	    "Location: /signin?to=");
	browser_get(&fixed, "/signin");
	browser_expect("door", 200, "Set-Cookie: __Host-sixthkey_door=");
	browser_expect("door", 200, "; HttpOnly; SameSite=Strict; Secure\r\n");
}

/* ---- where a link leads ------------------------------------------------------ */

static const struct {
	const char	*label, *to, *location;
} aims[] = {
	{ "a page", "%2Fevents%3Fstate%3Ddead", "/events?state=dead" },
	{ "another site", "https%3A%2F%2Fevil.example%2F", "/" },
	{ "without a scheme", "%2F%2Fevil.example", "/" },
	{ "a backslash", "%2F%5Cevil.example", "/" },
	{ "a backslash behind a dot", "%2F.%5C%5Cevil.example", "/" },
	{ "a tab, which a browser leaves out", "%2F%09%2Fevil.example", "/" },
	{ "a line end", "%2F%0A%2Fevil.example", "/" },
	{ "another header", "%2F%0D%0ASet-Cookie%3A+a%3Db", "/" },
	{ "a blank", "%2F+%2Fevil.example", "/" },
	{ "nothing", "", "/" },
};

static void
signing_in_leads_to_pages_of_ours_alone(void **state)
{
	struct browser	 b;
	char		 token[BROWSER_TOKEN], fields[500], location[300];
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(aims) / sizeof(aims[0]); i++) {
		browser_try(&b, "vera", "wrong+wrong+wrong");
		browser_get(&b, "/signin");
		browser_token("/signin", token);
		snprintf(fields, sizeof(fields), "token=%s&name=vera&password="
		    "correct+horse+battery+staple&to=%s", token, aims[i].to);
		browser_post(&b, "/signin", "", fields);
		snprintf(location, sizeof(location), "\r\nLocation: %s\r\n",
		    aims[i].location);
		browser_expect(aims[i].label, 303, location);
	}
}

static void
what_was_asked_for_is_there_after_signing_in(void **state)
{
	const struct browser	 nobody = { "" };
	struct browser		 vera;

	(void)state;
	browser_get(&nobody, "/events?state=dead&subject=a%26b");
	browser_expect("to the sign-in", 303, "Location: /signin?to=%2Fevents"
	    "%3Fstate%3Ddead%26subject%3Da%2526b\r\n");
	vera = browser_sign_in("vera");
	browser_get(&vera, "/events?state=dead&subject=a%26b");
	browser_expect("its own address", 200, "<a href=\"/events?state=dead"
	    "&amp;subject=a%26b\">Link to this page");
	browser_expect("and as JSON", 200, "<a href=\"/events?state=dead&amp;"
	    "subject=a%26b&amp;format=json\">This page as JSON");
}

/* ---- who may do what ---------------------------------------------------------- */

enum { VIEWER = 1, REVIEWER = 2, OPERATOR = 4 };

static const struct {
	const char	*path;
	unsigned	 may;
} deeds[] = {
	{ "/pause", OPERATOR }, { "/resume", OPERATOR }, { "/set", OPERATOR },
	{ "/drain", OPERATOR }, { "/aside/preview", OPERATOR },
	{ "/aside/one", OPERATOR }, { "/operations/go", OPERATOR },
	{ "/operations/cancel", OPERATOR }, { "/sources/revoke", OPERATOR },
	{ "/sources/rotate", OPERATOR }, { "/sources/key", OPERATOR },
	{ "/propose", REVIEWER }, { "/carry", 0 }, { "/send", 0 },
	{ "/signout", VIEWER | REVIEWER | OPERATOR },
};

/* The role is asked before the form: who may gets as far as its token. */
static void
each_deed_asks_for_the_role(void **state)
{
	const struct browser	 nobody = { "" }, role[] = {
		browser_sign_in("vera"), browser_sign_in("rita"),
		browser_sign_in("olu") };
	size_t			 i, k;

	(void)state;
	for (i = 0; i < sizeof(deeds) / sizeof(deeds[0]); i++) {
		for (k = 0; k < 3; k++) {
			browser_post(&role[k], deeds[i].path, "", "token=x");
			browser_expect(deeds[i].path, 403,
			    deeds[i].may & 1u << k ? "not of your session" :
			    "your role may not do this");
			browser_get(&role[k], deeds[i].path);
			browser_expect(deeds[i].path, 404, NULL);
		}
		browser_post(&nobody, deeds[i].path, "", "token=x");
		browser_expect(deeds[i].path, 401, "session has ended");
	}
	assert_int_equal(browser_count("form_used"), 0);
}

static const struct {
	const char	*path;
	unsigned	 may;
} pages[] = {
	{ "/", VIEWER | REVIEWER | OPERATOR },
	{ "/aside", VIEWER | REVIEWER | OPERATOR },
	{ "/events", VIEWER | REVIEWER | OPERATOR },
	{ "/stages/publication", VIEWER | REVIEWER | OPERATOR },
	{ "/trusts", VIEWER | REVIEWER | OPERATOR },
	{ "/decisions", VIEWER | REVIEWER | OPERATOR },
	{ "/propose/award?subject=RGT", REVIEWER },
	{ "/rulesets", VIEWER | REVIEWER | OPERATOR },
	{ "/sources", VIEWER | REVIEWER | OPERATOR },
	{ "/operations", VIEWER | REVIEWER | OPERATOR },
	{ "/audit", VIEWER | REVIEWER | OPERATOR },
	{ "/health", VIEWER | REVIEWER | OPERATOR },
};

static void
each_page_asks_for_the_role(void **state)
{
	const struct browser	 nobody = { "" }, role[] = {
		browser_sign_in("vera"), browser_sign_in("rita"),
		browser_sign_in("olu") };
	size_t			 i, k;

	(void)state;
	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		for (k = 0; k < 3; k++) {
			browser_get(&role[k], pages[i].path);
			browser_expect(pages[i].path, pages[i].may & 1u << k ?
			    200 : 403, NULL);
		}
		browser_get(&nobody, pages[i].path);
		browser_expect(pages[i].path, 303, "Location: /signin?to=");
	}
}

/* ---- requests that are none ------------------------------------------------------ */

static const struct {
	const char	*label, *method, *path;
	int		 status;
} requests[] = {
	{ "no text", "GET", "/events?subject=%FF", 400 },
	{ "half a surrogate", "GET", "/audit?who=%ED%A0%80", 400 },
	{ "no text in the path", "GET", "/trusts/%FF", 400 },
	{ "no text in a name", "GET", "/?%FF=1", 400 },
	{ "a NUL", "GET", "/trusts/RGT%00", 400 },
	{ "a NUL in an argument", "GET", "/events?subject=RGT%00", 400 },
	{ "up and out", "GET", "/../../etc/passwd", 404 },
	{ "up and out, encoded", "GET", "/%2e%2e%2f%2e%2e%2fetc%2fpasswd", 404 },
	{ "a file and more", "GET", "/console.css/..", 404 },
	{ "two slashes", "GET", "//console.css", 404 },
	{ "another method", "PUT", "/", 405 },
	{ "and another", "DELETE", "/events/1", 405 },
	{ "a style that is posted", "POST", "/console.css", 404 },
	{ "a page that is posted", "POST", "/events", 404 },
	{ "a number that is none", "GET", "/events/-1", 404 },
	{ "a number too large", "GET", "/events/99999999999999999999", 404 },
	{ "a statement", "GET", "/events?subject=';select+1--", 200 },
	{ "a pattern", "GET", "/events?source=%25", 200 },
};

static void
requests_that_are_none_are_told_so(void **state)
{
	struct browser	 vera = browser_sign_in("vera");
	char		 headers[BROWSER_COOKIE + 20];
	size_t		 i;

	(void)state;
	snprintf(headers, sizeof(headers), "Cookie: %s\r\n", vera.cookie);
	for (i = 0; i < sizeof(requests) / sizeof(requests[0]); i++) {
		http_ask(browser_line.console, requests[i].method,
		    requests[i].path, headers, NULL, &browser_answer);
		browser_expect(requests[i].label, requests[i].status, NULL);
	}
	http_ask(browser_line.port, "GET", "/v1/trusts/%FF", "", NULL,
	    &browser_answer);
	browser_expect("at the public door", 400, "not UTF-8");
	http_ask(browser_line.port, "GET", "/readyz", "", NULL,
	    &browser_answer);
	browser_expect("and nothing is broken by it", 200, NULL);
}

static void
what_is_too_large_is_refused(void **state)
{
	struct browser	 vera = browser_sign_in("vera");
	struct buf	 long_text = { 0 };

	(void)state;
	while (long_text.len < 60000)
		buf_text(&long_text, "/aaaaaaaaaa");
	browser_get(&vera, long_text.data);
	assert_in_range(browser_answer.status, 400, 499);
	while (long_text.len < 70000)
		buf_text(&long_text, "a");
	browser_post(&vera, "/pause", "", long_text.data);
	browser_expect("a form", 413, NULL);
	buf_clear(&long_text);
	buf_text(&long_text, "/events?a");
	while (long_text.len < 1000)
		buf_text(&long_text, "&a=b");
	browser_get(&vera, long_text.data);
	browser_expect("arguments", 400, "too many");
	buf_release(&long_text);
}

/* ---- text that would be something else --------------------------------------------- */

#define SCRIPT	"<script>alert(1)</script>\"><img src=x onerror=alert(1)>"
#define TURNED	"\xe2\x80\xae" "doog"

static void
foreign_text_is_text_on_every_page(void **state)
{
	struct browser	 rita = browser_sign_in("rita");
	char		 event[60], subject[BROWSER_PATH];
	const char	*list[] = { "/", "/aside", "/events", "/sources",
			    "/audit", "/stages/assessment", "/decisions", event,
			    subject, "/events?subject=%3Cscript%3Ealert(1)",
			    "/trusts?from=%22%3E%3Cscript%3Ealert(1)",
			    "/audit?who=%3Cscript%3Ealert(1)",
			    "/propose/award?subject=%3Cscript%3Ealert(1)" };
	long long	 id = browser_dead("hostile", SCRIPT TURNED);
	size_t		 i;

	(void)state;
	pg_value(browser_line.pg, "update sixthkey.event set source = '%s', "
	    "source_id = '%s' where event_id = %lld", "/" SCRIPT, TURNED SCRIPT,
	    id);
	pg_value(browser_line.pg, "insert into sixthkey.stage_setting (stage, "
	    "key, value, set_by, reason) values (2, 'paused', '1', '%s', '%s')",
	    SCRIPT, SCRIPT TURNED);
	pg_value(browser_line.pg, "insert into sixthkey.audit (who, what, "
	    "target, reason, detail) values ('%s', '%s', '%s', '%s', '%s')",
	    SCRIPT, SCRIPT, SCRIPT, TURNED, SCRIPT);
	snprintf(event, sizeof(event), "/events/%lld", id);
	snprintf(subject, sizeof(subject), "/trusts/%s", pg_value(
	    browser_line.pg, "select subject from sixthkey.event where "
	    "event_id = %lld", id));
	for (i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		browser_get(&rita, list[i]);
		assert_true(browser_answer.status == 200 ||
		    browser_answer.status == 404);
		if (strstr(browser_answer.text, "<script>") != NULL ||
		    strstr(browser_answer.text, "<img") != NULL ||
		    strstr(browser_answer.text, "\xe2\x80\xae") != NULL)
			fail_msg("%s: %.2000s", list[i], browser_answer.text);
	}
	browser_get(&rita, event);
	browser_expect("as text", 200, "&lt;script&gt;alert(1)&lt;/script&gt;"
	    "&quot;&gt;&lt;img");
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(every_answer_keeps_others_out),
		cmocka_unit_test(cookies_are_of_this_host_alone),
		cmocka_unit_test(signing_in_leads_to_pages_of_ours_alone),
		cmocka_unit_test(what_was_asked_for_is_there_after_signing_in),
		cmocka_unit_test(each_deed_asks_for_the_role),
		cmocka_unit_test(each_page_asks_for_the_role),
		cmocka_unit_test(requests_that_are_none_are_told_so),
		cmocka_unit_test(what_is_too_large_is_refused),
		cmocka_unit_test(foreign_text_is_text_on_every_page),
	};

	return cmocka_run_group_tests(tests, set_up, browser_down);
}
