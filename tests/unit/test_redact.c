/*
 * What looks like a secret is taken out of a text, and nothing else.
 */
#include "base/redact.h"
#include "tests/lib/test.h"

static void
secrets_are_taken_out(void **state)
{
	static const struct {
		const char	*label, *text, *clean;
	} rows[] = {
		{ "nothing", "stage=ingest event=7", "stage=ingest event=7" },
		{ "conninfo", "host=h password=hunter2 user=u",
		    "host=h password=*** user=u" },
		{ "quoted", "password='a b' x", "password=*** x" },
		{ "JSON", "{\"password\":\"a\",\"b\":1}",
		    "{\"password\":***,\"b\":1}" },
		{ "settings", "secret = 0123abcd\nname = n",
		    "secret = ***\nname = n" },
		{ "a variable", "PGPASSWORD=x", "PGPASSWORD=***" },
		{ "an address", "postgres://u:pw@h/d", "postgres://u:***@h/d" },
		{ "without password", "tcp://h:7301", "tcp://h:7301" },
		{ "a token of ours", "sk_0123456789ab_0123456789abcdef x",
		    "sk_*** x" },
		{ "a header", "Authorization: Bearer abc.def",
		    "Authorization: Bearer ***" },
		{ "the word alone", "no password given",
		    "no password given" },
		{ "at the end", "password=", "password=" },
	};
	struct buf	 out = { 0 };
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		buf_clear(&out);
		redact(rows[i].text, &out);
		if (strcmp(out.data, rows[i].clean) != 0)
			fail_msg("%s: %s", rows[i].label, out.data);
	}
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(secrets_are_taken_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
