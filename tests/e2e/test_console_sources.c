/*
 * The page Sources: what did not come of what a source counts, and how what it
 * proves itself with is changed for another.
 */
#include "base/clock.h"
#include "operations/token.h"
#include "tests/lib/browser.h"
#include "tests/lib/test.h"
#include "tests/lib/verb.h"

enum { WAIT_MS = 60000, SECRET = 3 + 12 + 1 + 64 };

#define OLD	"0123456789ab"
#define KEY	"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static int
set_up(void **state)
{
	(void)state;
	webline_start(&browser_line);
	browser_person("vera", "viewer");
	browser_person("rita", "reviewer");
	browser_person("olu", "operator");
	line_connect_verbs(browser_line.line);
	setenv("SIXTHKEY_OPERATOR_DB", pg_conninfo(browser_line.pg, "operator"),
	    1);
	return 0;
}

/* ---- what did not come ------------------------------------------------------ */

/* An event that says it is the n-th; its status. */
static int
submit(const char *token, const char *id, const char *number)
{
	static struct reply	 r;
	char			 headers[400];
	struct buf		 b = { 0 };

	snprintf(headers, sizeof(headers), "Content-Type: "
	    "application/cloudevents+json\r\nAuthorization: Bearer %s\r\n",
	    token);
	buf_printf(&b, "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":"
	    "\"/files/t\",\"sequence\":\"%s\",\"sequencetype\":\"Integer\","
	    "\"type\":\"uk.sixthkey.inspection.reported.v1\",\"subject\":"
	    "\"RGT\",\"data\":{\"report\":{\"rated\":\"2019-02-26\",\"cell\":"
	    "[{\"question\":\"safe\",\"rating\":\"good\"}]}}}", id, number);
	http_ask(browser_line.port, "POST", "/v1/events", headers, &b, &r);
	buf_release(&b);
	return r.status;
}

static void
gaps_are_seen_and_filled(void **state)
{
	const struct browser	 vera = browser_sign_in("vera");

	(void)state;
	assert_int_equal(submit(TOKEN, "s1", "1"), 202);
	assert_int_equal(submit(TOKEN, "s2", "2"), 202);
	browser_get(&vera, "/sources");
	browser_expect("all came", 200, "none missing of 2");
	browser_expect("its kinds", 200, "inspection.reported.v1: 2, last");
	assert_int_equal(submit(TOKEN, "s7", "7"), 202);
	assert_int_equal(submit(TOKEN, "s7", "7"), 200);
	assert_int_equal(submit(TOKEN, "s5", "5"), 202);
	assert_int_equal(submit(TOKEN, "bad", "soon"), 422);
	browser_get(&vera, "/sources");
	browser_expect("gaps", 200, "missing 3 of 7: 3–4, 6");
	browser_expect("on top", 200, "3 events did not come, by");
	browser_get(&vera, "/sources?format=json");
	browser_expect("as JSON", 200, "\"numbers\":{\"came\":4,\"missing\":3,"
	    "\"older\":false,\"for_each_organisation\":false,\"jumps\":0,"
	    "\"gaps\":2,\"newest_gaps\":[{\"first\":3,\"last\":4},{\"first\":6,\"last\":6}]}");
	browser_expect("as JSON", 200, "\"schemas\":[{\"type\":"
	    "\"inspection.reported.v1\",\"refused\":false,\"events\":4,");
	VERB(0, "get", "sources", "-o", "json");
	verb_said("\"numbers\":\"missing 3 of 7: 3–4, 6\"");
	verb_said("\"came\":4");
	verb_said("\"missing\":3");
	verb_said("\"schemas\":\"inspection.reported.v1");
	assert_int_equal(submit(TOKEN, "s6", "6"), 202);
	browser_get(&vera, "/sources");
	browser_expect("one is filled", 200, "missing 2 of 7: 3–4");
	assert_int_equal(submit(TOKEN, "s3", "3"), 202);
	assert_int_equal(submit(TOKEN, "s4", "4"), 202);
	browser_get(&vera, "/sources");
	browser_expect("all are", 200, "none missing of 7");
	assert_null(strstr(browser_answer.text, "did not come"));
}

/* ---- what is refused ---------------------------------------------------------- */

static const struct {
	const char	*label, *who, *path, *fields;
	int		 status;
	const char	*says;
} wrongs[] = {
	{ "a viewer", "vera", "/sources/rotate", "token_id=" OLD
	    "&overlap=1&reason=x", 403, "your role may not do this" },
	{ "a reviewer", "rita", "/sources/key", "source=/files/t&public=" KEY
	    "&reason=x", 403, "your role may not do this" },
	{ "no reason", "olu", "/sources/rotate", "token_id=" OLD "&overlap=1",
	    422, "give a reason" },
	{ "a blank reason", "olu", "/sources/rotate", "token_id=" OLD
	    "&overlap=1&reason=+%09", 422, "give a reason" },
	{ "no overlap", "olu", "/sources/rotate", "token_id=" OLD "&reason=x",
	    422, "0 to 2160 hours" },
	{ "an overlap that is none", "olu", "/sources/rotate", "token_id=" OLD
	    "&overlap=week&reason=x", 422, "0 to 2160 hours" },
	{ "back in time", "olu", "/sources/rotate", "token_id=" OLD
	    "&overlap=-1&reason=x", 422, "0 to 2160 hours" },
	{ "for ever", "olu", "/sources/rotate", "token_id=" OLD
	    "&overlap=2161&reason=x", 422, "0 to 2160 hours" },
	{ "an unknown token", "olu", "/sources/rotate",
	    "token_id=ffffffffffff&overlap=1&reason=x", 409,
	    "no such token, or it ends already" },
	{ "no token", "olu", "/sources/rotate", "overlap=1&reason=x", 409,
	    "no such token, or it ends already" },
	{ "a token that is none", "olu", "/sources/rotate",
	    "token_id=%27%3B--&overlap=1&reason=x", 409, "no such token" },
	{ "a key without reason", "olu", "/sources/key",
	    "source=/files/t&public=" KEY, 422, "give a reason" },
	{ "a key of an unknown source", "olu", "/sources/key",
	    "source=/nobody&public=" KEY "&reason=x", 422,
	    "no source of this name" },
	{ "a key of no source", "olu", "/sources/key", "public=" KEY
	    "&reason=x", 422, "no source of this name" },
	{ "no key", "olu", "/sources/key", "source=/files/t&reason=x", 422,
	    "64 hexadecimal digits" },
	{ "a short key", "olu", "/sources/key",
	    "source=/files/t&public=0011&reason=x", 422,
	    "64 hexadecimal digits" },
	{ "a long key", "olu", "/sources/key", "source=/files/t&public=" KEY
	    "0&reason=x", 422, "64 hexadecimal digits" },
	{ "no digits", "olu", "/sources/key", "source=/files/t&public=zz"
	    "112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
	    "&reason=x", 422, "64 hexadecimal digits" },
};

static void
what_is_wrong_does_nothing(void **state)
{
	const struct browser	 olu = browser_sign_in("olu");
	struct browser		 who;
	char			 token[BROWSER_TOKEN], all[1000];
	size_t			 i;

	(void)state;
	for (i = 0; i < sizeof(wrongs) / sizeof(wrongs[0]); i++) {
		who = browser_sign_in(wrongs[i].who);
		browser_get(&who, "/sources");
		if (strcmp(wrongs[i].who, "olu") != 0) {
			assert_null(strstr(browser_answer.text,
			    wrongs[i].path));
			browser_get(&olu, "/sources");
		}
		browser_token(wrongs[i].path, token);
		snprintf(all, sizeof(all), "token=%s&%s", token,
		    wrongs[i].fields);
		browser_post(&who, wrongs[i].path, "", all);
		browser_expect(wrongs[i].label, wrongs[i].status,
		    wrongs[i].says);
		browser_expect(wrongs[i].label, wrongs[i].status,
		    "Nothing was done");
	}
	browser_post(&olu, "/sources/rotate", "", "token=forged&token_id=" OLD
	    "&overlap=1&reason=x");
	browser_expect("a forged token", 403, "not of your session");
	assert_int_equal(browser_count("source_token"), 1);
	assert_int_equal(browser_count("source_token_revoked"), 0);
	assert_int_equal(browser_count("audit"), 0);
}

/* ---- one for another ---------------------------------------------------------- */

/* Until the door has heard of it. */
static void
await(const char *token, const char *id, int status)
{
	int64_t	 from = clock_ms();
	int	 got;

	while ((got = submit(token, id, "1")) != status)
		if (clock_ms() - from > WAIT_MS)
			fail_msg("%s: %d, not %d", id, got, status);
		else
			test_pause(50);
}

/* What was shown, and nowhere since. */
static void
take_secret(char out[SECRET + 1])
{
	browser_expect("made", 200, "Cache-Control: no-store");
	browser_between("<main", "<code id=\"made\">", "</code>", out,
	    SECRET + 1);
	assert_int_equal(strlen(out), SECRET);
}

static void
assert_kept_nowhere(const struct browser *b, const char *token)
{
	static const char *const pages[] = { "/sources", "/audit",
	    "/sources?format=json" };
	const char	*secret = strrchr(token, '_') + 1;
	size_t		 i;

	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		browser_get(b, pages[i]);
		browser_expect(pages[i], 200, NULL);
		assert_null(strstr(browser_answer.text, secret));
	}
	assert_string_equal(pg_value(browser_line.pg, "select count(*) from "
	    "sixthkey.source_token t, sixthkey.audit a where t::text like "
	    "'%%%s%%' or a::text like '%%%s%%'", secret, secret), "0");
}

static void
a_token_is_changed_for_another(void **state)
{
	const struct browser	 olu = browser_sign_in("olu");
	char			 token[BROWSER_TOKEN], all[600],
				 made[SECRET + 1], last[SECRET + 1];

	(void)state;
	browser_get(&olu, "/sources");
	browser_token("/sources/rotate", token);
	snprintf(all, sizeof(all), "token=%s&token_id=" OLD "&overlap=24"
	    "&reason=spring", token);
	browser_post(&olu, "/sources/rotate", "", all);
	browser_expect("made", 200, "This is the new token of /files/t");
	take_secret(made);
	browser_post(&olu, "/sources/rotate", "", all);
	browser_expect("sent twice", 409, "this form was sent already");
	assert_int_equal(browser_count("source_token"), 2);
	assert_kept_nowhere(&olu, made);
	await(made, "r1", 202);
	assert_int_equal(submit(TOKEN, "r2", "1"), 202);
	assert_int_equal(browser_count("audit where who = 'olu' and what = "
	    "'rotate token' and target = '/files/t' and reason = 'spring'"), 1);
	assert_int_equal(browser_count("source_token n join "
	    "sixthkey.source_token o on o.token_id = n.replaces and o.kinds = "
	    "n.kinds and o.source = n.source"), 1);
	browser_act(&olu, "/sources", "/sources/rotate", "token_id=" OLD
	    "&overlap=24&reason=again");
	browser_expect("it ends already", 409, "or it ends already");
	snprintf(all, sizeof(all), "token_id=%.12s&overlap=0&reason=lost",
	    made + strlen(TOKEN_PREFIX));
	browser_act(&olu, "/sources", "/sources/rotate", all);
	take_secret(last);
	await(made, "r3", 401);
	await(last, "r5", 202);
	browser_act(&olu, "/sources", "/sources/revoke", "token_id=" OLD
	    "&reason=moved");
	browser_expect("before its time", 303, "/sources");
	await(TOKEN, "r4", 401);
}

static void
a_key_is_noted(void **state)
{
	const struct browser	 olu = browser_sign_in("olu");

	(void)state;
	browser_act(&olu, "/sources", "/sources/key", "source=%2Ffiles%2Ft"
	    "&public=" KEY "&reason=spring");
	browser_expect("what to do", 200, "sixthkey keys rotate /files/t "
	    "--public " KEY);
	browser_expect("no more than that", 200, "nothing has changed yet");
	assert_int_equal(browser_count("audit where who = 'olu' and what = "
	    "'ask for another key' and target = '/files/t' and reason = "
	    "'spring' and detail = '" KEY "'"), 1);
}

static void
the_shell_does_the_same(void **state)
{
	char	 name[16];

	(void)state;
	VERB(0, "keys", "new", "token", "--source", "/files/shell");
	snprintf(name, sizeof(name), "%.15s", strstr(verb_all(), "sk_"));
	VERB(64, "keys", "rotate", name);
	verb_said("reason");
	VERB(64, "keys", "rotate", name, "--reason", "x", "--overlap", "2161");
	verb_said("0 to 2160 hours");
	VERB(66, "keys", "rotate", "sk_ffffffffffff", "--reason", "x");
	verb_said("there is no token sk_ffffffffffff, or it ends already");
	VERB(0, "keys", "rotate", name, "--reason", "x", "--overlap", "2");
	verb_said("is for /files/shell and counts within a second");
	verb_said("sixthkey keys revoke");
	VERB(66, "keys", "rotate", name, "--reason", "x");
	VERB(0, "keys", "tokens", "-o", "csv");
	verb_said(name);
	VERB(0, "keys", "revoke", name);
	VERB(66, "keys", "revoke", name);
	VERB(0, "keys", "tokens");
	verb_silent(name);
	verb_said("/files/shell");
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(gaps_are_seen_and_filled),
		cmocka_unit_test(what_is_wrong_does_nothing),
		cmocka_unit_test(a_token_is_changed_for_another),
		cmocka_unit_test(a_key_is_noted),
		cmocka_unit_test(the_shell_does_the_same),
	};

	return cmocka_run_group_tests(tests, set_up, browser_down);
}
