/*
 * What the guard lets through and what it does not; the rate; a token.
 */
#include "tests/lib/test.h"

#include "web/guard.h"
#include "web/rate.h"
#include "web/tokens.h"

enum { PAIRS = 4 };

#define HOST	{ "Host", "localhost" }

static const struct {
	const char	*label;
	struct pair	 pair[PAIRS];
	const char	*fault;		/* NULL: fine */
} table[] = {
	{ "plain", { HOST }, NULL },
	{ "a length", { HOST, { "Content-Length", "5" } }, NULL },
	{ "chunked", { HOST, { "transfer-encoding", "Chunked" } }, NULL },
	{ "a port", { { "Host", "[::1]:8080" } }, NULL },
	{ "no host", { { "Accept", "*" } }, "Host" },
	{ "an empty host", { { "Host", "" } }, "Host" },
	{ "two hosts", { HOST, { "host", "localhost" } }, "Host" },
	{ "two hosts in one", { { "Host", "a, b" } }, "Host" },
	{ "a host with a user", { { "Host", "a@b" } }, "Host" },
	{ "two lengths", { HOST, { "Content-Length", "5" },
	    { "Content-Length", "6" } }, "more than one" },
	{ "the same length twice", { HOST, { "Content-Length", "5" },
	    { "content-length", "5" } }, "more than one" },
	{ "two lengths in one", { HOST, { "Content-Length", "5, 5" } },
	    "plain decimal" },
	{ "a length with a sign", { HOST, { "Content-Length", "+5" } },
	    "plain decimal" },
	{ "a length below 0", { HOST, { "Content-Length", "-5" } },
	    "plain decimal" },
	{ "a length in hexadecimal", { HOST, { "Content-Length", "0x5" } },
	    "plain decimal" },
	{ "no length at all", { HOST, { "Content-Length", "" } },
	    "plain decimal" },
	{ "a length that overflows", { HOST,
	    { "Content-Length", "18446744073709551617" } }, "plain decimal" },
	{ "length and coding", { HOST, { "Content-Length", "5" },
	    { "Transfer-Encoding", "chunked" } }, "both" },
	{ "another coding", { HOST, { "Transfer-Encoding", "xchunked" } },
	    "chunked" },
	{ "two codings in one", { HOST,
	    { "Transfer-Encoding", "gzip, chunked" } }, "chunked" },
	{ "a space before the colon", { HOST, { "Content-Length ", "5" } },
	    "malformed" },
	{ "a coding twice", { HOST, { "Transfer-Encoding", "chunked" },
	    { "Transfer-Encoding", "chunked" } }, "chunked" },
};

static void
doubtful_requests_are_refused(void **state)
{
	const char	*fault;
	size_t		 i, n;

	(void)state;
	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		for (n = 0; n < PAIRS && table[i].pair[n].name != NULL; n++)
			;
		fault = guard_fault(table[i].pair, n);
		if ((fault == NULL) != (table[i].fault == NULL) ||
		    (fault != NULL && strstr(fault, table[i].fault) == NULL))
			fail_msg("%s: %s", table[i].label,
			    fault == NULL ? "was taken" : fault);
	}
}

static void
a_source_has_a_rate(void **state)
{
	struct rate	*r = rate_new(10, 20);

	(void)state;
	assert_int_equal(rate_take(r, "/a", 20, 1000), 0);
	assert_int_equal(rate_take(r, "/a", 1, 1000), 100);
	assert_int_equal(rate_take(r, "/b", 20, 1000), 0);
	assert_int_equal(rate_take(r, "/a", 1, 1100), 0);
	assert_int_equal(rate_take(r, "/a", 100, 1100), 2000);
	assert_int_equal(rate_take(r, "/a", 100, 3100), 0);
	rate_free(&r);
	r = rate_new(0, 1);
	assert_int_equal(rate_take(r, "/a", 100000, 1), 0);
	rate_free(&r);
}

#define SECRET	"0123456789abcdef0123456789abcdef" \
		"0123456789abcdef0123456789abcdef"

static void
a_token_is_known(void **state)
{
	static const char	 token[] = "sk_0123456789ab_" SECRET;
	struct tokens		*t = tokens_new();
	uint8_t			 d[DIGEST_SIZE];
	struct token_row	 row = { "0123456789ab", "/x",
				    "inspection.reported review.opened",
				    { d, DIGEST_SIZE } };
	struct grant		 g;

	(void)state;
	digest(token, strlen(token), d);
	assert_true(tokens_age(t) < 0);
	assert_false(tokens_check(t, "Bearer sk_0123456789ab_" SECRET, &g));
	tokens_set(t, &row, 1);
	assert_true(tokens_check(t, "Bearer sk_0123456789ab_" SECRET, &g));
	assert_false(tokens_check(t, "Bearer sk_1123456789ab_" SECRET, &g));
	assert_false(tokens_check(t, "Bearer sk_0123456789ab_" SECRET "0", &g));
	assert_false(tokens_check(t, "Basic sk_0123456789ab_" SECRET, &g));
	assert_false(tokens_check(t, "", &g));
	assert_true(grant_source(&g, "/x") && grant_source(&g, "/x/y"));
	assert_false(grant_source(&g, "/xy") || grant_source(&g, "/"));
	assert_true(grant_kind(&g, KIND_REVIEW_OPENED));
	assert_false(grant_kind(&g, KIND_REVIEW_CLOSED));
	tokens_set(t, &row, 0);
	assert_false(tokens_check(t, "Bearer sk_0123456789ab_" SECRET, &g));
	tokens_free(&t);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(doubtful_requests_are_refused),
		cmocka_unit_test(a_source_has_a_rate),
		cmocka_unit_test(a_token_is_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
