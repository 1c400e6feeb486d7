/*
 * What the console takes from a browser, who may try, and what it says.
 */
#include "tests/lib/test.h"

#include "base/html.h"
#include "base/secret.h"
#include "operations/say.h"
#include "web/console/attempts.h"
#include "web/console/form.h"

/* ---- fields and cookies ----------------------------------------------------- */

static const struct {
	const char	*label, *body;
	int		 n;		/* fields; -1: refused */
	const char	*name, *value;	/* of the last one */
} forms[] = {
	{ "nothing", "", 0, NULL, NULL },
	{ "one", "a=b", 1, "a", "b" },
	{ "two", "a=b&c=d", 2, "c", "d" },
	{ "no value", "a", 1, "a", "" },
	{ "an empty value", "a=", 1, "a", "" },
	{ "blanks", "a=b+c%20d", 1, "a", "b c d" },
	{ "an equals sign in a value", "a=b=c", 1, "a", "b=c" },
	{ "encoded at the end", "a=%41", 1, "a", "A" },
	{ "two bytes of one character", "a=%c3%A9", 1, "a", "\xc3\xa9" },
	{ "half a character", "a=%c3", -1, NULL, NULL },
	{ "cut off", "a=%4", -1, NULL, NULL },
	{ "no digits", "a=%zz", -1, NULL, NULL },
	{ "a NUL", "a=b%00c", -1, NULL, NULL },
};

static void
fields_are_read(void **state)
{
	struct pair	 field[FORM_FIELDS];
	size_t		 i, n;

	(void)state;
	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		struct arena	*a = arena_new(0);
		struct buf	 b = { 0 };
		int		 rc;

		buf_text(&b, forms[i].body);
		rc = form_fields(a, &b, field, &n);
		if ((rc == 0 ? (int)n : -1) != forms[i].n)
			fail_msg("%s: %d, %zu", forms[i].label, rc, n);
		if (forms[i].name != NULL &&
		    (strcmp(field[n - 1].name, forms[i].name) != 0 ||
		    strcmp(field[n - 1].value, forms[i].value) != 0))
			fail_msg("%s: %s=%s", forms[i].label,
			    field[n - 1].name, field[n - 1].value);
		buf_release(&b);
		arena_free(&a);
	}
}

static void
too_many_fields_are_refused(void **state)
{
	struct pair	 field[FORM_FIELDS];
	struct arena	*a = arena_new(0);
	struct buf	 b = { 0 };
	size_t		 n, i;

	(void)state;
	for (i = 0; i <= FORM_FIELDS; i++)
		buf_text(&b, "a=b&");
	assert_int_equal(form_fields(a, &b, field, &n), -1);
	buf_release(&b);
	arena_free(&a);
}

static const struct {
	const char	*label, *header, *value;
} cookies[] = {
	{ "none", "", "" },
	{ "alone", "s=1", "1" },
	{ "first", "s=1; t=2", "1" },
	{ "last", "t=2; s=1", "1" },
	{ "without a blank", "t=2;s=1", "1" },
	{ "another that ends like it", "as=2", "" },
	{ "another that begins like it", "sa=2", "" },
	{ "no value", "s=", "" },
	{ "junk", ";;; s", "" },
};

static void
cookies_are_found(void **state)
{
	struct arena	*a = arena_new(0);
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(cookies) / sizeof(cookies[0]); i++)
		if (strcmp(form_cookie(a, cookies[i].header, "s"),
		    cookies[i].value) != 0)
			fail_msg("%s: %s", cookies[i].label,
			    form_cookie(a, cookies[i].header, "s"));
	arena_free(&a);
}

/* ---- tokens ------------------------------------------------------------------- */

static void
a_token_is_of_its_session_and_form(void **state)
{
	char	 token[FORM_TOKEN], other[FORM_TOKEN];
	uint8_t	 nonce[DIGEST_SIZE], again[DIGEST_SIZE];

	(void)state;
	form_token("key", "/pause", token);
	form_token("key", "/pause", other);
	assert_string_not_equal(token, other);
	assert_true(form_nonce("key", "/pause", token, nonce));
	assert_true(form_nonce("key", "/pause", token, again));
	assert_memory_equal(nonce, again, sizeof(nonce));
	assert_true(form_nonce("key", "/pause", other, again));
	assert_memory_not_equal(nonce, again, sizeof(nonce));
	assert_false(form_nonce("another", "/pause", token, nonce));
	assert_false(form_nonce("key", "/resume", token, nonce));
	assert_false(form_nonce("", "/pause", token, nonce));
	assert_false(form_nonce("key", "/pause", "", nonce));
	assert_false(form_nonce("key", "/pause", token + 1, nonce));
	token[3] = token[3] == 'a' ? 'b' : 'a';
	assert_false(form_nonce("key", "/pause", token, nonce));
}

static void
a_password_proves_itself(void **state)
{
	char	 verifier[SECRET_VERIFIER];

	(void)state;
	secret_verifier("correct horse battery", verifier);
	assert_non_null(strstr(verifier, "$argon2id$"));
	assert_true(secret_proves("correct horse battery", verifier));
	assert_false(secret_proves("correct horse batterz", verifier));
	assert_false(secret_proves("", verifier));
	assert_false(secret_proves("correct horse battery", ""));
}

/* ---- attempts ----------------------------------------------------------------- */

static void
attempts_grow_slower(void **state)
{
	static struct attempts	 a;
	int64_t			 now = 1000, wait, before = 0;
	int			 i;

	(void)state;
	for (i = 1; i < ATTEMPTS_FREE; i++) {
		attempts_note(&a, "ann", 0, now);
		assert_int_equal(attempts_wait(&a, "ann", now), 0);
	}
	for (; i < 40; i++) {
		attempts_note(&a, "ann", 0, now);
		wait = attempts_wait(&a, "ann", now);
		assert_true(wait >= before && wait > 0);
		assert_true(wait <= 15 * 60 * 1000);
		assert_int_equal(attempts_wait(&a, "bob", now), 0);
		now += wait;
		assert_int_equal(attempts_wait(&a, "ann", now), 0);
		before = wait;
	}
	assert_int_equal(before, 15 * 60 * 1000);
	attempts_note(&a, "ann", 1, now);
	attempts_note(&a, "ann", 0, now);
	assert_int_equal(attempts_wait(&a, "ann", now), 0);
}

/* ---- words -------------------------------------------------------------------- */

static void
foreign_text_is_never_markup(void **state)
{
	struct buf	 b = { 0 };

	(void)state;
	html_add(&b, "<a title=\"%s\">%lld %d%% %zu</a>", "\"><script>&",
	    5LL, -1, (size_t)7);
	assert_string_equal(b.data, "<a title=\"&quot;&gt;&lt;script&gt;&amp;"
	    "\">5 -1% 7</a>");
	buf_release(&b);
}

static const struct {
	const char	*label;
	int64_t		 waiting, dead, parked, accepted;
	int		 paused, there;
	unsigned	 workers;
	int		 grave;
	const char	*has;
} lines[] = {
	{ "idle", 0, 0, 0, 0, 0, 1, 1, 0, "nothing waits" },
	{ "at work", 3, 0, 0, 3, 0, 1, 1, 0, "3 events are on their way" },
	{ "one", 1, 0, 0, 1, 0, 1, 1, 0, "1 event is on its way" },
	{ "paused", 1234, 0, 0, 1234, 1, 1, 1, 1, "The stage publication is "
	    "paused; 1,234 events wait there; nothing is lost." },
	{ "paused, and dead", 1, 2, 0, 3, 1, 1, 1, 1, "is paused; 1 event waits "
	    "there; nothing is lost. 2 events are put aside" },
	{ "dead", 0, 2, 0, 2, 0, 1, 1, 1, "2 events are put aside" },
	{ "nobody there", 5, 0, 0, 5, 0, 1, 0, 1, "No worker of publication" },
	{ "no broker", 5, 0, 0, 5, 0, 0, 0, 1, "The broker does not answer; 5 "
	    "events wait" },
	{ "parked", 0, 0, 4, 4, 0, 1, 1, 0, "a newer worker" },
	{ "a gap", 0, 0, 0, 1, 0, 1, 1, 1, "do not balance" },
};

static void
the_line_in_a_sentence(void **state)
{
	size_t	 i;

	(void)state;
	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct books		 k = { 0 };
		struct line_view	 v = { .there = lines[i].there };
		struct pause		 p[STAGE_COUNT] = { 0 };
		struct stage_books	*b = &k.stage[STAGE_PUBLICATION];
		struct buf		 out = { 0 };
		int			 grave;

		b->waiting = lines[i].waiting;
		b->dead = lines[i].dead;
		b->parked = lines[i].parked;
		b->came = b->waiting + b->dead + b->parked;
		b->oldest_ms = 4000;
		k.accepted = lines[i].accepted;
		v.stage[STAGE_PUBLICATION].workers = lines[i].workers;
		p[STAGE_PUBLICATION].paused = lines[i].paused;
		grave = say_line(&out, &k, &v, p);
		if (grave != lines[i].grave ||
		    strstr(out.data, lines[i].has) == NULL)
			fail_msg("%s: %d, %s", lines[i].label, grave,
			    out.data);
		buf_release(&out);
	}
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(fields_are_read),
		cmocka_unit_test(too_many_fields_are_refused),
		cmocka_unit_test(cookies_are_found),
		cmocka_unit_test(a_token_is_of_its_session_and_form),
		cmocka_unit_test(a_password_proves_itself),
		cmocka_unit_test(attempts_grow_slower),
		cmocka_unit_test(foreign_text_is_never_markup),
		cmocka_unit_test(the_line_in_a_sentence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
