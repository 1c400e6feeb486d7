#include "base/digest.h"
#include "base/secret.h"
#include "proto/convert.h"
#include "tests/lib/browser.h"
#include "tests/lib/load.h"
#include "tests/lib/test.h"

enum { SETTLE_S = 120, VALUE = 200 };

#define TEXT		"application/x-www-form-urlencoded"

struct webline	 browser_line;
struct reply	 browser_answer;
const char	*browser_prefix = "";

int
browser_down(void **state)
{
	(void)state;
	webline_stop(&browser_line);
	return 0;
}

void
browser_expect(const char *label, int status, const char *has)
{
	reply_expect(label, &browser_answer, status, has);
}

int64_t
browser_count(const char *which)
{
	return strtoll(pg_value(browser_line.pg, "select count(*) from "
	    "sixthkey.%s", which), NULL, 10);
}

void
browser_wait(const char *which, int64_t n)
{
	int	 left = SETTLE_S * 50;

	while (browser_count(which) != n) {
		if (left-- == 0)
			fail_msg("%s: %lld rows, not %lld", which,
			    (long long)browser_count(which), (long long)n);
		test_pause(20);
	}
}

void
browser_get(const struct browser *b, const char *path)
{
	char	 headers[BROWSER_COOKIE + 20];

	snprintf(headers, sizeof(headers), "%s%s%s", b->cookie[0] == '\0' ?
	    "" : "Cookie: ", b->cookie, b->cookie[0] == '\0' ? "" : "\r\n");
	http_ask(browser_line.console, "GET", path, headers, NULL,
	    &browser_answer);
}

void
browser_see(const struct browser *b, const char *path, const char *has)
{
	int	 left = SETTLE_S * 10;

	for (;;) {
		browser_get(b, path);
		if (strstr(browser_answer.text, has) != NULL)
			return;
		if (left-- == 0)
			fail_msg("%s never says \"%s\": %.900s", path, has,
			    browser_answer.text);
		test_pause(100);
	}
}

void
browser_post(const struct browser *b, const char *path, const char *more,
    const char *fields)
{
	char		 headers[BROWSER_COOKIE + 200];
	struct buf	 body = { 0 };

	snprintf(headers, sizeof(headers), "Content-Type: " TEXT "\r\n"
	    "Cookie: %s\r\n%s", b->cookie, more);
	buf_text(&body, fields);
	http_ask(browser_line.console, "POST", path, headers, &body,
	    &browser_answer);
	buf_release(&body);
}

/* What stands between two texts of the last answer, from a place on. */
void
browser_between(const char *from, const char *before, const char *after,
    char *out,
    size_t size)
{
	const char	*at = strstr(browser_answer.text, from);
	const char	*end;

	if (at == NULL || (at = strstr(at, before)) == NULL)
		fail_msg("no %s with %s in %.800s", from, before,
		    browser_answer.text);
	at += strlen(before);
	end = strstr(at, after);
	assert_non_null(end);
	snprintf(out, size, "%.*s", (int)(end - at), at);
}

/* The token of the form on the page that was read last. */
void
browser_token(const char *path, char out[BROWSER_TOKEN])
{
	char	 form[BROWSER_PATH];

	snprintf(form, sizeof(form), "action=\"%s\"", path);
	browser_between(form, "name=\"token\" value=\"", "\"", out,
	    BROWSER_TOKEN);
}

/* Open a page and send a form of it, its token in front of the fields. */
void
browser_act(const struct browser *b, const char *page, const char *path,
    const char *fields)
{
	char	 token[BROWSER_TOKEN], all[2000];

	browser_get(b, page);
	browser_expect(page, 200, path);
	browser_token(path, token);
	snprintf(all, sizeof(all), "token=%s&%s", token, fields);
	browser_post(b, path, "", all);
}

struct bound
browser_bound(void)
{
	struct bound	 b;

	browser_expect("bound", 303, "Location: /operations/s-");
	browser_between("Location:", "/operations/", "\r\n", b.snapshot,
	    sizeof(b.snapshot));
	snprintf(b.path, sizeof(b.path), "/operations/%s", b.snapshot);
	return b;
}

void
browser_confirm(const struct browser *who, const struct bound *b,
    const char *count, int status, const char *says)
{
	char	 fields[100];

	snprintf(fields, sizeof(fields), "snapshot=%s%s%s", b->snapshot,
	    count == NULL ? "" : "&confirm=", count == NULL ? "" : count);
	browser_act(who, b->path, "/operations/go", fields);
	browser_expect(b->path, status, says);
}

void
browser_person(const char *name, const char *roles)
{
	char	 verifier[SECRET_VERIFIER];

	secret_verifier(BROWSER_PASSWORD, verifier);
	pg_value(browser_line.pg,
	    "insert into sixthkey.person (name, roles, verifier, "
	    "set_by) values ('%s', '%s', '%s', 'test')", name, roles,
	    verifier);
}

void
browser_try(struct browser *b, const char *name, const char *password)
{
	char	 token[BROWSER_TOKEN], fields[500], door[VALUE];

	b->cookie[0] = '\0';
	browser_get(b, "/signin");
	browser_expect("sign in", 200, "Password");
	browser_between("Set-Cookie", "sixthkey_door=", ";", door,
	    sizeof(door));
	snprintf(b->cookie, sizeof(b->cookie), "%ssixthkey_door=%s",
	    browser_prefix, door);
	browser_token("/signin", token);
	snprintf(fields, sizeof(fields), "token=%s&to=%%2F&name=%s&password=%s",
	    token, name, password);
	browser_post(b, "/signin", "", fields);
}

struct browser
browser_sign_in(const char *name)
{
	struct browser	 b;
	char		 session[VALUE];

	browser_try(&b, name, "correct+horse+battery+staple");
	browser_expect(name, 303, "Location: /");
	browser_between("Set-Cookie", "sixthkey_session=", ";", session,
	    sizeof(session));
	assert_non_null(strstr(browser_answer.text,
	    "HttpOnly; SameSite=Strict"));
	snprintf(b.cookie, sizeof(b.cookie), "%ssixthkey_session=%s",
	    browser_prefix, session);
	return b;
}

/* A dead letter at assessment that would go through now; its event. */
int64_t
browser_dead(const char *id, const char *error)
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
	event = strtoll(pg_value(browser_line.pg, "with e as (insert into "
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
