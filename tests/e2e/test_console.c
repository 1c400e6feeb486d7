/*
 * The console over HTTP on a real line: who may do what, and what happens to a
 * form that is forged, sent twice, too late, or about something that has
 * changed.
 */
#include "tests/lib/browser.h"
#include "tests/lib/test.h"

static int
set_up(void **state)
{
	(void)state;
	webline_start(&browser_line);
	browser_person("vera", "viewer");
	browser_person("olu", "operator");
	browser_person("gone", "operator");
	return 0;
}

/* ---- who is it ---------------------------------------------------- */

static void
nobody_sees_anything(void **state)
{
	static const char *const pages[] = { "/", "/aside", "/events",
	    "/operations", "/audit", "/stages/ingest", "/events/1" };
	const struct browser	 nobody = { "" },
				 forged = { "sixthkey_session=0123456789abcdef"
				    "0123456789abcdef0123456789abcdef"
				    "0123456789abcdef" };
	size_t			 i;

	(void)state;
	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		browser_get(&nobody, pages[i]);
		browser_expect(pages[i], 303, "Location: /signin?to=");
		browser_get(&forged, pages[i]);
		browser_expect(pages[i], 303, "Location: /signin?to=");
	}
	browser_get(&nobody, "/?format=json");
	browser_expect("JSON", 401, "sign in again");
	browser_get(&nobody, "/nowhere");
	browser_expect("no page", 404, "no such page");
	browser_get(&nobody, "/console.css");
	browser_expect("style", 200, "text/css");
	browser_post(&forged, "/pause", "", "stage=ingest&reason=x&token=x");
	browser_expect("a deed", 401, "Nothing was done");
	assert_int_equal(browser_count("stage_setting"), 0);
}

static void
headers_keep_others_out(void **state)
{
	const struct browser	 nobody = { "" };

	(void)state;
	browser_get(&nobody, "/signin");
	browser_expect("policy", 200, "script-src 'self'; style-src 'self'");
	browser_expect("frames", 200, "frame-ancestors 'none'");
	browser_expect("types", 200, "X-Content-Type-Options: nosniff");
	browser_expect("referrer", 200, "Referrer-Policy: same-origin");
	browser_expect("cache", 200, "Cache-Control: no-store");
	assert_null(strstr(browser_answer.text, "<script>"));
	assert_null(strstr(browser_answer.text, " style="));
}

static void
a_wrong_password_tells_nothing(void **state)
{
	struct browser	 b;

	(void)state;
	browser_try(&b, "vera", "wrong+wrong+wrong");
	browser_expect("a known name", 403, "Name and password do not fit");
	browser_expect("and the form again", 403, "value=\"vera\" required");
	browser_try(&b, "nobody", "wrong+wrong+wrong");
	browser_expect("an unknown one", 403, "Name and password do not fit");
	assert_null(strstr(browser_answer.text, "sixthkey_session="));
	browser_post(&b, "/signin", "", "token=x&name=vera&password="
	    "correct+horse+battery+staple");
	browser_expect("without its form", 403, "Nobody is signed in");
	assert_int_equal(browser_count("session"), 0);
}

static void
attempts_are_limited(void **state)
{
	struct browser	 b;
	int		 i;

	(void)state;
	for (i = 0; i < 5; i++) {
		browser_try(&b, "gone", "wrong+wrong+wrong");
		browser_expect("wrong", 403, "do not fit");
	}
	browser_try(&b, "gone", "correct+horse+battery+staple");
	browser_expect("too many", 429, "Retry-After");
}

static void
a_session_ends(void **state)
{
	struct browser	 vera = browser_sign_in("vera"), olu;
	char		 token[BROWSER_TOKEN], fields[400];

	(void)state;
	browser_act(&vera, "/", "/signout", "");
	browser_expect("sign out", 303, "Location: /signin");
	browser_get(&vera, "/");
	browser_expect("after it", 303, "/signin");

	olu = browser_sign_in("olu");
	browser_get(&olu, "/");
	browser_token("/pause", token);
	pg_value(browser_line.pg,
	    "update sixthkey.session set at = at - interval '13 h'");
	snprintf(fields, sizeof(fields), "token=%s&stage=ingest&reason=late",
	    token);
	browser_post(&olu, "/pause", "", fields);
	browser_expect("a form of an expired session", 401,
	    "session has ended");
	browser_get(&olu, "/");
	browser_expect("expired", 303, "/signin");

	olu = browser_sign_in("olu");
	pg_value(browser_line.pg,
	    "update sixthkey.session set at = at - interval '31 "
	    "min'");
	browser_get(&olu, "/");
	browser_expect("idle", 303, "/signin");
	browser_get(&olu, "/signin");
	browser_expect("idle", 200, "Your session has ended");

	olu = browser_sign_in("olu");
	pg_value(browser_line.pg,
	    "insert into sixthkey.person (name, roles, verifier, "
	    "set_by) values ('olu', '', '', 'test')");
	browser_get(&olu, "/");
	browser_expect("revoked", 303, "/signin");
	browser_try(&olu, "olu", "correct+horse+battery+staple");
	browser_expect("revoked", 403, "do not fit");
	browser_person("olu", "operator");
	assert_int_equal(browser_count("stage_setting"), 0);
	assert_int_equal(browser_count("session where "
	    "length(digest) <> 32"), 0);
}

/* ---- what they may ------------------------------------------------ */

static void
every_page_answers(void **state)
{
	static const char *const pages[] = { "/", "/aside", "/events",
	    "/operations", "/audit", "/stages/ingest", "/stages/assessment",
	    "/stages/quality-combination", "/stages/publication",
	    "/events?state=dead", "/events?subject=nobody",
	    "/audit?who=x&what=y" };
	struct browser	 vera = browser_sign_in("vera");
	char		 json[BROWSER_PATH];
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		browser_get(&vera, pages[i]);
		browser_expect(pages[i], 200,
		    "The same at a shell: <code>sixthkey ");
		browser_expect(pages[i], 200, "id=\"say\"");
		snprintf(json, sizeof(json), "%s%cformat=json", pages[i],
		    strchr(pages[i], '?') == NULL ? '?' : '&');
		browser_get(&vera, json);
		browser_expect(json, 200, "{\"page\":");
	}
	browser_get(&vera, "/stages/assessment?format=json");
	browser_expect("ages", 200, "\"ages\":[{\"waits_for\":\"under 1 s\","
	    "\"below_s\":1,\"events\":0}");
	browser_get(&vera, "/stages/ingest");
	browser_expect("before the door", 200, "is not accepted yet");
	browser_get(&vera, "/events/999999");
	browser_expect("no event", 404, "There is no event 999999");
	browser_get(&vera, "/events/17x");
	browser_expect("no number", 404, "no such event");
	browser_get(&vera, "/events?find=/files/x:none");
	browser_expect("not found", 404, "There is no event");
	browser_get(&vera, "/operations/s-none");
	browser_expect("no snapshot", 404, "no such snapshot");
	browser_get(&vera, "/stages/baking");
	browser_expect("no stage", 404, "no such stage");
}

static void
a_viewer_does_nothing(void **state)
{
	struct browser	 vera = browser_sign_in("vera");
	char		 token[BROWSER_TOKEN], fields[400];

	(void)state;
	browser_get(&vera, "/");
	assert_null(strstr(browser_answer.text, "action=\"/pause\""));
	browser_token("/signout", token);
	snprintf(fields, sizeof(fields), "token=%s&stage=ingest&reason=x",
	    token);
	browser_post(&vera, "/pause", "", fields);
	browser_expect("a viewer", 403, "your role may not do this");
	assert_int_equal(browser_count("stage_setting"), 0);
}

static void
an_operator_pauses_once(void **state)
{
	struct browser	 olu = browser_sign_in("olu");
	char		 token[BROWSER_TOKEN], fields[400];

	(void)state;
	browser_get(&olu, "/");
	browser_token("/pause", token);
	snprintf(fields, sizeof(fields), "token=%s&stage=publication"
	    "&reason=a+look", token);
	browser_post(&olu, "/pause", "", fields);
	browser_expect("pause", 303, "Location: /");
	browser_post(&olu, "/pause", "", fields);
	browser_expect("again", 409, "sent already");
	assert_int_equal(browser_count("stage_setting"), 1);
	browser_get(&olu, "/");
	browser_expect("banner", 200,
	    "publication is paused</strong> by olu since");
	browser_expect("why", 200, "“a look”");
	assert_int_equal(browser_count("audit where "
	    "who = 'olu' and what = 'set' and reason = 'a look' and role = "
	    "'sixthkey_console'"), 1);
	browser_act(&olu, "/", "/resume", "stage=publication&reason=done");
	browser_expect("resume", 303, "Location: /");
	assert_int_equal(browser_count("stage_setting"), 2);
}

static const struct {
	const char	*label, *path, *from, *fields, *header;
	int		 status;
	const char	*has;
} refusals[] = {
	{ "no reason", "/pause", "/pause", "stage=ingest&reason=+", "", 422,
	    "give a reason" },
	{ "no such stage", "/pause", "/pause", "stage=baking&reason=x", "",
	    422, "no stage" },
	{ "another form's token", "/set", "/pause", "stage=ingest&reason=x", "",
	    403, "not of your session" },
	{ "another site", "/pause", "/pause", "stage=ingest&reason=x",
	    "Sec-Fetch-Site: cross-site\r\n", 403, "another site" },
	{ "no such deed", "/publish-everything", "/pause", "", "", 404,
	    "nothing to do" },
};

static void
wrong_forms_do_nothing(void **state)
{
	struct browser	 olu = browser_sign_in("olu");
	int64_t		 before = browser_count("stage_setting");
	char		 token[BROWSER_TOKEN], fields[400];
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
		browser_get(&olu, "/");
		browser_token(refusals[i].from, token);
		snprintf(fields, sizeof(fields), "token=%s&%s", token,
		    refusals[i].fields);
		browser_post(&olu, refusals[i].path, refusals[i].header,
		    fields);
		browser_expect(refusals[i].label, refusals[i].status,
		    refusals[i].has);
	}
	browser_get(&olu, "/");
	browser_token("/pause", token);
	token[7] = token[7] == 'a' ? 'b' : 'a';
	snprintf(fields, sizeof(fields), "token=%s&stage=ingest&reason=x",
	    token);
	browser_post(&olu, "/pause", "", fields);
	browser_expect("a forged token", 403, "not of your session");
	browser_post(&olu, "/pause", "", "stage=ingest&reason=x");
	browser_expect("no token", 403, "not of your session");
	browser_post(&olu, "/pause", "", "%%%");
	browser_expect("no form", 400, "cannot be read");
	browser_act(&olu, "/stages/ingest?key=batch_count&value=77", "/set",
	    "stage=ingest&key=batch_count&value=0&reason=x");
	browser_expect("out of bounds", 422, "takes a number from 1 to 10000");
	assert_int_equal(browser_count("stage_setting"), before);
}

static void
a_setting_is_set(void **state)
{
	struct browser	 olu = browser_sign_in("olu");

	(void)state;
	browser_get(&olu, "/stages/ingest?key=batch_count&value=0");
	browser_expect("cannot be", 200, "It cannot be: batch_count");
	browser_act(&olu, "/stages/ingest?key=batch_count&value=77", "/set",
	    "stage=ingest&key=batch_count&value=77&was=&reason=smaller");
	browser_expect("set", 303, "/stages/ingest");
	browser_get(&olu, "/stages/ingest?key=batch_count&value=78");
	browser_expect("is set", 200, "batch_count (now 77)");
	browser_expect("was", 200, "<del>77</del></td><td><ins>78</ins>");
	browser_act(&olu, "/stages/ingest?key=batch_count&value=78", "/set",
	    "stage=ingest&key=batch_count&value=78&was=76&reason=x");
	browser_expect("set by another since", 409, "batch_count is 77 by now");
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(nobody_sees_anything),
		cmocka_unit_test(headers_keep_others_out),
		cmocka_unit_test(a_wrong_password_tells_nothing),
		cmocka_unit_test(attempts_are_limited),
		cmocka_unit_test(a_session_ends),
		cmocka_unit_test(every_page_answers),
		cmocka_unit_test(a_viewer_does_nothing),
		cmocka_unit_test(wrong_forms_do_nothing),
		cmocka_unit_test(an_operator_pauses_once),
		cmocka_unit_test(a_setting_is_set),
	};

	return cmocka_run_group_tests(tests, set_up, browser_down);
}
