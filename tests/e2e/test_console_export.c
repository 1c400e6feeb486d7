/*
 * All of a page as a file: every row once, in pieces, filtered as the page is,
 * as CSV and as JSON lines.
 */
#include "tests/lib/browser.h"
#include "tests/lib/test.h"

enum { MANY = 12000, EACH = 10 };

static int
set_up(void **state)
{
	(void)state;
	webline_start(&browser_line);
	browser_person("vera", "viewer");
	return 0;
}

/* The body alone, put together from its chunks; it ends in the empty one. */
static char *
join_chunks(void)
{
	static char	 body[REPLY];
	char		*at = strstr(browser_answer.text, "\r\n\r\n");
	size_t		 n, len = 0;

	assert_non_null(strstr(browser_answer.text, "chunked"));
	assert_non_null(at);
	at += 4;
	while ((n = strtoul(at, &at, 16)) > 0) {
		memcpy(body + len, at + 2, n);
		len += n;
		at += 2 + n + 2;
	}
	assert_string_equal(at, "\r\n\r\n");
	body[len] = '\0';
	return body;
}

/* How often; each after the one before it. */
static int
count(const char *text, const char *part)
{
	int	 n = 0;

	for (; (text = strstr(text, part)) != NULL; text += strlen(part))
		n++;
	return n;
}

static void
all_of_the_audit(void **state)
{
	struct browser	 vera = browser_sign_in("vera");
	const char	*csv, *lines;

	(void)state;
	pg_value(browser_line.pg, "insert into sixthkey.audit (who, role, "
	    "what, target, reason, detail) select case i %% %d when 0 then "
	    "'few' else 'most' end, 'r', 'set', 'T' || i, 'because \"it\", '"
	    " || i, '' from generate_series(1, %d) i", EACH, MANY);
	browser_get(&vera, "/audit?format=csv&who=few");
	browser_expect("its name", 200, "filename=\"audit.csv\"");
	csv = join_chunks();
	assert_memory_equal(csv, "id,at,who,role,what,target,reason,detail\n",
	    41);
	assert_int_equal(count(csv, "\n"), 1 + MANY / EACH);
	assert_int_equal(count(csv, ",few,r,set,T"), MANY / EACH);
	assert_non_null(strstr(csv, ",T10,\"because \"\"it\"\", 10\",\n"));
	assert_non_null(strstr(csv, ",T12000,"));

	browser_get(&vera, "/audit?format=jsonl&who=few&what=t1200");
	browser_expect("its type", 200, "application/jsonl");
	lines = join_chunks();
	assert_int_equal(count(lines, "\n"), 2);
	assert_non_null(strstr(lines, "\"target\":\"T1200\","));
	assert_non_null(strstr(lines, "\"target\":\"T12000\","));

	browser_get(&vera, "/audit?format=csv&who=nobody");
	assert_int_equal(count(join_chunks(), "\n"), 1);
}

static void
each_organisation_once(void **state)
{
	struct browser	 vera = browser_sign_in("vera");
	const char	*csv;

	(void)state;
	pg_value(browser_line.pg, "insert into sixthkey.rating_version "
	    "(subject, version, seq, worker, events, decision, holds, "
	    "document, digest) select 'X' || 1000 + i, 1, 1, 1, 0, 1, "
	    "'a drill', '{\"organisation\":{\"name\":\"A, B\"},"
	    "\"ratings\":[]}', '' from generate_series(1, 250) i");
	browser_get(&vera, "/trusts?format=csv&from=X1");
	browser_expect("its name", 200, "filename=\"organisations.csv\"");
	csv = join_chunks();
	assert_int_equal(count(csv, "\n"), 1 + 250);
	assert_int_equal(count(csv, "\nX1"), 250);
	assert_non_null(strstr(csv, "\nX1101,\"A, B\",,,,,a drill,0,1,false,"
	    "false,false\n"));
	browser_get(&vera, "/trusts?from=X1250&format=jsonl&flagged=1");
	browser_expect("one", 200, "\r\n\r\n{\"organisation\":\"X1250\",");
}

/* The links at the foot lead to what is shown. */
static void
the_foot_keeps_the_filter(void **state)
{
	static const char *const links[] = {
		"\"/audit?who=a%26b&amp;what=x%20y&amp;format=json\"",
		"\"/audit?who=a%26b&amp;what=x%20y&amp;format=csv\"",
		"\"/audit?who=a%26b&amp;what=x%20y&amp;format=jsonl\"",
		"\"/audit?who=a%26b&amp;what=x%20y\""
	};
	struct browser	 vera = browser_sign_in("vera");
	size_t		 i;

	(void)state;
	browser_get(&vera, "/audit?who=a%26b&what=x+y");
	for (i = 0; i < sizeof(links) / sizeof(links[0]); i++)
		browser_expect(links[i], 200, links[i]);
	browser_get(&vera, "/operations?format=csv");
	browser_expect("a page without export", 200, "<h1>Operations</h1>");
}

static void
nobody_gets_it(void **state)
{
	const struct browser	 nobody = { "" };

	(void)state;
	browser_get(&nobody, "/audit?format=csv");
	browser_expect("nobody", 303, "/signin");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_of_the_audit),
		cmocka_unit_test(each_organisation_once),
		cmocka_unit_test(the_foot_keeps_the_filter),
		cmocka_unit_test(nobody_gets_it),
	};

	return cmocka_run_group_tests(tests, set_up, browser_down);
}
