/*
 * The console over HTTP on a real line: who may do what, and what happens to a
 * form that is forged, sent twice, too late, or about something that has
 * changed.
 */
#include "base/digest.h"
#include "base/secret.h"
#include "proto/convert.h"
#include "tests/lib/load.h"
#include "tests/lib/test.h"
#include "tests/lib/webline.h"

enum { SETTLE_S = 120, COOKIE = 240, VALUE = 200, TOKEN_BYTES = 200, PATH = 200 };

#define PASSWORD	"correct horse battery staple"
#define TEXT		"application/x-www-form-urlencoded"

static struct webline		 w;
static struct reply		 r;		/* the last answer */

/* A browser: what it holds. */
struct browser {
	char	 cookie[COOKIE];
};

/* ---- small things --------------------------------------------------------- */

static void
expect(const char *label, int status, const char *has)
{
	if (r.status != status || (has != NULL &&
	    strstr(r.text, has) == NULL))
		fail_msg("%s: expected %d with \"%s\", got %.1500s", label,
		    status, has == NULL ? "" : has, r.text);
}

static int64_t
count(const char *sql)
{
	return strtoll(pg_value(w.pg, "%s", sql), NULL, 10);
}

static void
wait_for(const char *sql, int64_t n)
{
	int	 left = SETTLE_S * 50;

	while (count(sql) != n) {
		if (left-- == 0)
			fail_msg("%s is %lld, not %lld", sql,
			    (long long)count(sql), (long long)n);
		test_pause(20);
	}
}

static void
get(const struct browser *b, const char *path)
{
	char	 headers[COOKIE + 20];

	snprintf(headers, sizeof(headers), "%s%s%s", b->cookie[0] == '\0' ?
	    "" : "Cookie: ", b->cookie, b->cookie[0] == '\0' ? "" : "\r\n");
	http_ask(w.console, "GET", path, headers, NULL, &r);
}

static void
post(const struct browser *b, const char *path, const char *more,
    const char *fields)
{
	char		 headers[COOKIE + 200];
	struct buf	 body = { 0 };

	snprintf(headers, sizeof(headers), "Content-Type: " TEXT "\r\n"
	    "Cookie: %s\r\n%s", b->cookie, more);
	buf_text(&body, fields);
	http_ask(w.console, "POST", path, headers, &body, &r);
	buf_release(&body);
}

/* What stands between two texts of the last answer, from a place on. */
static void
between(const char *from, const char *before, const char *after, char *out,
    size_t size)
{
	const char	*at = strstr(r.text, from);
	const char	*end;

	if (at == NULL || (at = strstr(at, before)) == NULL)
		fail_msg("no %s with %s in %.800s", from, before, r.text);
	at += strlen(before);
	end = strstr(at, after);
	assert_non_null(end);
	snprintf(out, size, "%.*s", (int)(end - at), at);
}

/* The token of the form on the page that was read last. */
static void
token_of(const char *path, char out[TOKEN_BYTES])
{
	char	 form[PATH];

	snprintf(form, sizeof(form), "action=\"%s\"", path);
	between(form, "name=\"token\" value=\"", "\"", out, TOKEN_BYTES);
}

/* Open a page and send a form of it, its token in front of the fields. */
static void
act(const struct browser *b, const char *page, const char *path,
    const char *fields)
{
	char	 token[TOKEN_BYTES], all[2000];

	get(b, page);
	expect(page, 200, path);
	token_of(path, token);
	snprintf(all, sizeof(all), "token=%s&%s", token, fields);
	post(b, path, "", all);
}

static void
add_person(const char *name, const char *roles)
{
	char	 verifier[SECRET_VERIFIER];

	secret_verifier(PASSWORD, verifier);
	pg_value(w.pg, "insert into sixthkey.person (name, roles, verifier, "
	    "set_by) values ('%s', '%s', '%s', 'test')", name, roles,
	    verifier);
}

static void
try_sign_in(struct browser *b, const char *name, const char *password)
{
	char	 token[TOKEN_BYTES], fields[500], door[VALUE];

	b->cookie[0] = '\0';
	get(b, "/signin");
	expect("sign in", 200, "Password");
	between("Set-Cookie", "sixthkey_door=", ";", door, sizeof(door));
	snprintf(b->cookie, sizeof(b->cookie), "sixthkey_door=%s", door);
	token_of("/signin", token);
	snprintf(fields, sizeof(fields), "token=%s&to=%%2F&name=%s&password=%s",
	    token, name, password);
	post(b, "/signin", "", fields);
}

static struct browser
sign_in(const char *name)
{
	struct browser	 b;
	char		 session[VALUE];

	try_sign_in(&b, name, "correct+horse+battery+staple");
	expect(name, 303, "Location: /");
	between("Set-Cookie", "sixthkey_session=", ";", session,
	    sizeof(session));
	assert_non_null(strstr(r.text, "HttpOnly; SameSite=Strict"));
	snprintf(b.cookie, sizeof(b.cookie), "sixthkey_session=%s", session);
	return b;
}

/* A dead letter at assessment that would go through now; its event. */
static int64_t
add_dead(const char *id, const char *error)
{
	static const struct load load = { 33, 7, "/files/console" };
	struct arena	*a = arena_new(0);
	struct event	 e = *load_event(&load, (uint64_t)id[0], a);
	struct buf	 b = { 0 };
	char		*hex;
	int64_t		 event;

	e.source_id = id;
	event_pack(&e, &b);
	hex = arena_alloc(a, 2 * b.len + 1);
	digest_hex((const uint8_t *)b.data, b.len, hex);
	event = strtoll(pg_value(w.pg, "with e as (insert into "
	    "sixthkey.event (kind, worker, source, source_id, subject, digest, "
	    "payload) values (%d, 1, '%s', '%s', '%s', sha256('%s'), '\\x%s') "
	    "returning event_id), a as (insert into sixthkey.aside (stage, "
	    "event_id, verdict, attempt, error) select 2, event_id, 3, 5, '%s' "
	    "from e) select event_id from e", (int)e.kind, e.source, id,
	    event_subject(&e), id, hex, error), NULL, 10);
	buf_release(&b);
	arena_free(&a);
	return event;
}

static int
set_up(void **state)
{
	(void)state;
	webline_start(&w);
	add_person("vera", "viewer");
	add_person("olu", "operator");
	add_person("gone", "operator");
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	webline_stop(&w);
	return 0;
}

/* ---- who is it ------------------------------------------------------------- */

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
		get(&nobody, pages[i]);
		expect(pages[i], 303, "Location: /signin?to=");
		get(&forged, pages[i]);
		expect(pages[i], 303, "Location: /signin?to=");
	}
	get(&nobody, "/?format=json");
	expect("JSON", 401, "sign in again");
	get(&nobody, "/nowhere");
	expect("no page", 404, "no such page");
	get(&nobody, "/console.css");
	expect("style", 200, "text/css");
	post(&forged, "/pause", "", "stage=ingest&reason=x&token=x");
	expect("a deed", 401, "Nothing was done");
	assert_int_equal(count("select count(*) from sixthkey.stage_setting"),
	    0);
}

static void
headers_keep_others_out(void **state)
{
	const struct browser	 nobody = { "" };

	(void)state;
	get(&nobody, "/signin");
	expect("policy", 200, "script-src 'self'; style-src 'self'");
	expect("frames", 200, "frame-ancestors 'none'");
	expect("types", 200, "X-Content-Type-Options: nosniff");
	expect("referrer", 200, "Referrer-Policy: same-origin");
	expect("cache", 200, "Cache-Control: no-store");
	assert_null(strstr(r.text, "<script>"));
	assert_null(strstr(r.text, " style="));
}

static void
a_wrong_password_tells_nothing(void **state)
{
	struct browser	 b;

	(void)state;
	try_sign_in(&b, "vera", "wrong+wrong+wrong");
	expect("a known name", 403, "Name and password do not fit");
	try_sign_in(&b, "nobody", "wrong+wrong+wrong");
	expect("an unknown one", 403, "Name and password do not fit");
	assert_null(strstr(r.text, "sixthkey_session="));
	post(&b, "/signin", "", "token=x&name=vera&password="
	    "correct+horse+battery+staple");
	expect("without its form", 403, "Nobody is signed in");
	assert_int_equal(count("select count(*) from sixthkey.session"), 0);
}

static void
attempts_are_limited(void **state)
{
	struct browser	 b;
	int		 i;

	(void)state;
	for (i = 0; i < 5; i++) {
		try_sign_in(&b, "gone", "wrong+wrong+wrong");
		expect("wrong", 403, "do not fit");
	}
	try_sign_in(&b, "gone", "correct+horse+battery+staple");
	expect("too many", 429, "Retry-After");
}

static void
a_session_ends(void **state)
{
	struct browser	 vera = sign_in("vera"), olu;
	char		 token[TOKEN_BYTES], fields[400];

	(void)state;
	act(&vera, "/", "/signout", "");
	expect("sign out", 303, "Location: /signin");
	get(&vera, "/");
	expect("after it", 303, "/signin");

	olu = sign_in("olu");
	get(&olu, "/");
	token_of("/pause", token);
	pg_value(w.pg, "update sixthkey.session set at = at - interval '13 h'");
	snprintf(fields, sizeof(fields), "token=%s&stage=ingest&reason=late",
	    token);
	post(&olu, "/pause", "", fields);
	expect("a form of an expired session", 401, "session has ended");
	get(&olu, "/");
	expect("expired", 303, "/signin");

	olu = sign_in("olu");
	pg_value(w.pg, "update sixthkey.session set at = at - interval '31 "
	    "min'");
	get(&olu, "/");
	expect("idle", 303, "/signin");

	olu = sign_in("olu");
	pg_value(w.pg, "insert into sixthkey.person (name, roles, verifier, "
	    "set_by) values ('olu', '', '', 'test')");
	get(&olu, "/");
	expect("revoked", 303, "/signin");
	try_sign_in(&olu, "olu", "correct+horse+battery+staple");
	expect("revoked", 403, "do not fit");
	add_person("olu", "operator");
	assert_int_equal(count("select count(*) from sixthkey.stage_setting"),
	    0);
	assert_int_equal(count("select count(*) from sixthkey.session where "
	    "length(digest) <> 32"), 0);
}

/* ---- what they may ------------------------------------------------------------ */

static void
every_page_answers(void **state)
{
	static const char *const pages[] = { "/", "/aside", "/events",
	    "/operations", "/audit", "/stages/ingest", "/stages/assessment",
	    "/stages/quality-combination", "/stages/publication",
	    "/events?state=dead", "/events?subject=nobody",
	    "/audit?who=x&what=y" };
	struct browser	 vera = sign_in("vera");
	char		 json[PATH];
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		get(&vera, pages[i]);
		expect(pages[i], 200, "The same at a shell: <code>sixthkey ");
		expect(pages[i], 200, "id=\"say\"");
		snprintf(json, sizeof(json), "%s%cformat=json", pages[i],
		    strchr(pages[i], '?') == NULL ? '?' : '&');
		get(&vera, json);
		expect(json, 200, "{\"page\":");
	}
	get(&vera, "/events/999999");
	expect("no event", 404, "There is no event 999999");
	get(&vera, "/events/17x");
	expect("no number", 404, "no such event");
	get(&vera, "/events?find=/files/x:none");
	expect("not found", 404, "There is no event");
	get(&vera, "/operations/s-none");
	expect("no snapshot", 404, "no such snapshot");
	get(&vera, "/stages/baking");
	expect("no stage", 404, "no such stage");
}

static void
a_viewer_does_nothing(void **state)
{
	struct browser	 vera = sign_in("vera");
	char		 token[TOKEN_BYTES], fields[400];

	(void)state;
	get(&vera, "/");
	assert_null(strstr(r.text, "action=\"/pause\""));
	token_of("/signout", token);
	snprintf(fields, sizeof(fields), "token=%s&stage=ingest&reason=x",
	    token);
	post(&vera, "/pause", "", fields);
	expect("a viewer", 403, "your role may not do this");
	assert_int_equal(count("select count(*) from sixthkey.stage_setting"),
	    0);
}

static void
an_operator_pauses_once(void **state)
{
	struct browser	 olu = sign_in("olu");
	char		 token[TOKEN_BYTES], fields[400];

	(void)state;
	get(&olu, "/");
	token_of("/pause", token);
	snprintf(fields, sizeof(fields), "token=%s&stage=publication"
	    "&reason=a+look", token);
	post(&olu, "/pause", "", fields);
	expect("pause", 303, "Location: /");
	post(&olu, "/pause", "", fields);
	expect("again", 409, "sent already");
	assert_int_equal(count("select count(*) from sixthkey.stage_setting"),
	    1);
	get(&olu, "/");
	expect("banner", 200, "publication is paused</strong> by olu since");
	expect("why", 200, "“a look”");
	assert_int_equal(count("select count(*) from sixthkey.audit where "
	    "who = 'olu' and what = 'set' and reason = 'a look' and role = "
	    "'sixthkey_console'"), 1);
	act(&olu, "/", "/resume", "stage=publication&reason=done");
	expect("resume", 303, "Location: /");
	assert_int_equal(count("select count(*) from sixthkey.stage_setting"),
	    2);
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
	struct browser	 olu = sign_in("olu");
	int64_t		 before = count("select count(*) from "
			    "sixthkey.stage_setting");
	char		 token[TOKEN_BYTES], fields[400];
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
		get(&olu, "/");
		token_of(refusals[i].from, token);
		snprintf(fields, sizeof(fields), "token=%s&%s", token,
		    refusals[i].fields);
		post(&olu, refusals[i].path, refusals[i].header, fields);
		expect(refusals[i].label, refusals[i].status,
		    refusals[i].has);
	}
	get(&olu, "/");
	token_of("/pause", token);
	token[7] = token[7] == 'a' ? 'b' : 'a';
	snprintf(fields, sizeof(fields), "token=%s&stage=ingest&reason=x",
	    token);
	post(&olu, "/pause", "", fields);
	expect("a forged token", 403, "not of your session");
	post(&olu, "/pause", "", "stage=ingest&reason=x");
	expect("no token", 403, "not of your session");
	post(&olu, "/pause", "", "%%%");
	expect("no form", 400, "cannot be read");
	act(&olu, "/stages/ingest", "/set", "stage=ingest&key=batch_count"
	    "&value=0&reason=x");
	expect("out of bounds", 422, "takes a number from 1 to 10000");
	assert_int_equal(count("select count(*) from sixthkey.stage_setting"),
	    before);
}

static void
a_setting_is_set(void **state)
{
	struct browser	 olu = sign_in("olu");

	(void)state;
	act(&olu, "/stages/ingest", "/set", "stage=ingest&key=batch_count"
	    "&value=77&reason=smaller");
	expect("set", 303, "/stages/ingest");
	get(&olu, "/stages/ingest");
	expect("is set", 200, "batch_count (now 77)");
}

/* ---- what was put aside ---------------------------------------------------------- */

static void
a_group_is_replayed(void **state)
{
	struct browser	 olu = sign_in("olu");
	char		 path[PATH], fields[300];

	(void)state;
	add_dead("a1", "the register \"x\" answered 503");
	add_dead("b1", "the register \"y\" answered 503");
	get(&olu, "/aside");
	expect("the group", 200, "the register &quot;…&quot; answered N");

	act(&olu, "/aside", "/aside/preview", "verb=retry&stage=assessment"
	    "&verdict=dead&sort=nothing+like+that&reason=it+is+back");
	expect("matches nothing", 409, "no event is dead at assessment, of "
	    "the sort");
	act(&olu, "/aside", "/aside/preview", "verb=retry&stage=assessment"
	    "&verdict=dead&sort=the+register+%22%E2%80%A6%22+answered+N"
	    "&reason=it+is+back");
	expect("preview", 303, "Location: /operations/s-");
	between("Location:", "/operations/", "\r\n", path, sizeof(path));
	snprintf(fields, sizeof(fields), "snapshot=%s&confirm=", path);
	memmove(path + strlen("/operations/"), path, strlen(path) + 1);
	memcpy(path, "/operations/", strlen("/operations/"));
	get(&olu, path);
	expect("bound", 200, "Would retry 2 events dead at assessment");
	act(&olu, path, "/operations/go", fields);
	expect("not confirmed", 422, "that number was not confirmed");
	assert_int_equal(count("select count(*) from sixthkey.operation_step"),
	    0);
	snprintf(fields + strlen(fields), 2, "2");
	act(&olu, path, "/operations/go", fields);
	expect("done", 303, path);
	get(&olu, path);
	expect("all of it", 200, "Sent again 2 of 2 events");
	wait_for("select count(*) from sixthkey.assessment", 2);
	assert_int_equal(count("select count(*) from sixthkey.audit where "
	    "who = 'olu' and what = 'retry' and reason = 'it is back'"), 1);
	get(&olu, "/aside");
	expect("none is left", 200, "Nothing is put aside");
}

static void
an_operation_is_cancelled(void **state)
{
	struct browser	 olu = sign_in("olu");
	char		 snapshot[PATH], path[PATH + 20], fields[300];

	(void)state;
	add_dead("c1", "rot");
	add_dead("d1", "rot");
	act(&olu, "/aside", "/aside/preview", "verb=discard&stage=assessment"
	    "&verdict=dead&sort=rot&reason=no+use");
	between("Location:", "/operations/", "\r\n", snapshot,
	    sizeof(snapshot));
	snprintf(path, sizeof(path), "/operations/%s", snapshot);
	snprintf(fields, sizeof(fields), "snapshot=%s&reason=a+mistake",
	    snapshot);
	act(&olu, path, "/operations/cancel", fields);
	expect("cancelled", 303, path);
	get(&olu, path);
	expect("says so", 200, "Cancelled.");
	assert_null(strstr(r.text, "action=\"/operations/go\""));
	assert_int_equal(count("select count(*) from sixthkey.assessment where "
	    "outcome = 9"), 0);
}

/* An event that is another since its page was opened is left alone. */
static void
what_has_changed_is_left_alone(void **state)
{
	struct browser	 olu = sign_in("olu");
	int64_t		 event = add_dead("e1", "first failure"),
			 steps = count("select count(*) from "
			    "sixthkey.operation_step");
	char		 page[PATH], token[TOKEN_BYTES], aside[PATH],
			 fields[500];

	(void)state;
	snprintf(page, sizeof(page), "/events/%lld", (long long)event);
	get(&olu, page);
	expect("the event", 200, "This event is dead at assessment: first "
	    "failure");
	token_of("/aside/one", token);
	between("action=\"/aside/one\"", "name=\"aside\" value=\"", "\"",
	    aside, sizeof(aside));
	pg_value(w.pg, "insert into sixthkey.aside (stage, event_id, verdict, "
	    "attempt, error) values (2, %lld, 3, 6, 'second failure')",
	    (long long)event);
	snprintf(fields, sizeof(fields), "token=%s&verb=discard&event=%lld"
	    "&aside=%s&reason=x", token, (long long)event, aside);
	post(&olu, "/aside/one", "", fields);
	expect("changed", 409, "has changed since you looked at it");
	assert_int_equal(count("select count(*) from sixthkey.operation_step"),
	    steps);
}

static void
one_event_is_sent_again(void **state)
{
	struct browser	 olu = sign_in("olu");
	int64_t		 event = add_dead("f1", "was down");
	char		 page[PATH], aside[PATH], fields[300], sql[200];

	(void)state;
	snprintf(page, sizeof(page), "/events/%lld", (long long)event);
	get(&olu, page);
	between("action=\"/aside/one\"", "name=\"aside\" value=\"", "\"",
	    aside, sizeof(aside));
	snprintf(fields, sizeof(fields), "verb=retry&event=%lld&aside=%s"
	    "&reason=up+again", (long long)event, aside);
	act(&olu, page, "/aside/one", fields);
	expect("sent", 303, page);
	snprintf(sql, sizeof(sql), "select count(*) from sixthkey.publication "
	    "where event_id = %lld", (long long)event);
	wait_for(sql, 1);
	get(&olu, page);
	expect("through", 200, "This event is through");
	expect("journey", 200, "sent again");
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
		cmocka_unit_test(a_group_is_replayed),
		cmocka_unit_test(an_operation_is_cancelled),
		cmocka_unit_test(what_has_changed_is_left_alone),
		cmocka_unit_test(one_event_is_sent_again),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
