#include "base/digest.h"
#include "base/json.h"
#include "base/text.h"
#include "tests/lib/test.h"

static void
text_knows_utf8(void **state)
{
	static const struct {
		const char	*label, *s;
		size_t		 n;
		int		 ok;
	} rows[] = {
		{ "empty", "", 0, 1 },
		{ "ascii", "Good", 4, 1 },
		{ "two bytes", "\xc2\xa3", 2, 1 },
		{ "four bytes", "\xf0\x9f\x8f\xa5", 4, 1 },
		{ "last of Unicode", "\xf4\x8f\xbf\xbf", 4, 1 },
		{ "past Unicode", "\xf4\x90\x80\x80", 4, 0 },
		{ "NUL inside", "a\0b", 3, 0 },
		{ "lone continuation", "\x80", 1, 0 },
		{ "overlong slash", "\xc0\xaf", 2, 0 },
		{ "overlong in three", "\xe0\x80\xaf", 3, 0 },
		{ "surrogate", "\xed\xa0\x80", 3, 0 },
		{ "cut off", "\xe2\x82", 2, 0 },
		{ "Latin-1", "caf\xe9", 4, 0 },
		{ "third byte wrong", "\xe2\x82\x28", 3, 0 },
	};
	size_t	 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (text_utf8(rows[i].s, rows[i].n) != rows[i].ok)
			fail_msg("%s", rows[i].label);
}

static void
text_measures_distance(void **state)
{
	static const struct {
		const char	*a, *b;
		unsigned	 d;
	} rows[] = {
		{ "good", "good", 0 }, { "Good", "gOOD", 0 },
		{ "godo", "good", 1 }, { "goood", "good", 1 },
		{ "god", "good", 1 }, { "gold", "good", 1 },
		{ "", "good", 4 }, { "good", "", 4 },
		{ "list_queus", "list_queues", 1 },
		{ "kitten", "sitting", 3 },
	};
	size_t	 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (text_distance(rows[i].a, rows[i].b) != rows[i].d)
			fail_msg("%s %s: %u", rows[i].a, rows[i].b,
			    text_distance(rows[i].a, rows[i].b));
}

static void
text_bounds_distance_of_long_words(void **state)
{
	char	 a[200], b[200];

	(void)state;
	memset(a, 'a', sizeof(a));
	memset(b, 'b', sizeof(b));
	a[199] = b[199] = '\0';
	assert_int_equal(text_distance(a, b), 64);
}

static void
text_names_the_nearest(void **state)
{
	static const char *const	 list[] = { "inadequate", "good",
					    "outstanding", NULL };

	(void)state;
	assert_string_equal(text_nearest("godo", list), "good");
	assert_string_equal(text_nearest("Outstandng", list), "outstanding");
	assert_null(text_nearest("excellent", list));
	assert_null(text_nearest("", list));
	assert_null(text_nearest("xx", list));
}

static void
text_reads_numbers(void **state)
{
	static const struct {
		const char	*s;
		int		 rc;
		int64_t		 n;
	} rows[] = {
		{ "0", 0, 0 }, { "-5", 0, -5 }, { "100", 0, 100 },
		{ "101", -1, 7 }, { "-6", -1, 7 }, { "", -1, 7 },
		{ "-", -1, 7 }, { "+1", -1, 7 }, { " 1", -1, 7 },
		{ "1 ", -1, 7 }, { "0x10", -1, 7 }, { "1e1", -1, 7 },
		{ "99999999999999999999", -1, 7 },
	};
	int64_t	 n;
	size_t	 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		n = 7;
		if (text_number(rows[i].s, -5, 100, &n) != rows[i].rc ||
		    n != rows[i].n)
			fail_msg("\"%s\"", rows[i].s);
	}
}

/* The published FNV-1a vectors. */
static void
text_hashes(void **state)
{
	(void)state;
	assert_int_equal(text_hash(""), 0x811c9dc5u);
	assert_int_equal(text_hash("a"), 0xe40c292cu);
	assert_int_equal(text_hash("foobar"), 0xbf9cf968u);
}

/* FIPS 180-2, appendix B.1. */
static void
digest_is_sha256(void **state)
{
	uint8_t	 d[DIGEST_SIZE];
	char	 hex[DIGEST_HEX];

	(void)state;
	digest("abc", 3, d);
	assert_string_equal(digest_hex(d, DIGEST_SIZE, hex),
	    "ba7816bf8f01cfea414140de5dae2223"
	    "b00361a396177a9cb410ff61f20015ad");
	assert_string_equal(digest_hex(d, 8, hex), "ba7816bf8f01cfea");
	assert_true(digest_short(d) == 0xba7816bf8f01cfeaull);
}

static void
write_sample(struct json *j)
{
	json_object(j, NULL);
	json_text(j, "name", "a \"b\"\\\n\x01\x7f\xc2\xa3\xff");
	json_int(j, "low", INT64_MIN);
	json_array(j, "list");
	json_bool(j, NULL, 1);
	json_null(j, NULL);
	json_text(j, NULL, NULL);
	json_end(j);
	json_object(j, "none");
	json_end(j);
	json_raw(j, "raw", "{\"x\":1}", 7);
	json_end(j);
}

static void
json_writes(void **state)
{
	static const struct {
		int		 indent;
		const char	*want;
	} rows[] = {
		{ 0, "{\"name\":\"a \\\"b\\\"\\\\\\n\\u0001\\u007f\xc2\xa3"
		    "\xef\xbf\xbd\",\"low\":-9223372036854775808,"
		    "\"list\":[true,null,null],\"none\":{},"
		    "\"raw\":{\"x\":1}}" },
		{ 2, "{\n  \"name\": \"a \\\"b\\\"\\\\\\n\\u0001\\u007f"
		    "\xc2\xa3\xef\xbf\xbd\",\n"
		    "  \"low\": -9223372036854775808,\n"
		    "  \"list\": [\n    true,\n    null,\n    null\n  ],\n"
		    "  \"none\": {},\n  \"raw\": {\"x\":1}\n}" },
	};
	struct buf	 out = { 0 };
	struct json	 j;
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		buf_clear(&out);
		json_init(&j, &out, rows[i].indent);
		write_sample(&j);
		assert_string_equal(out.data, rows[i].want);
	}
	buf_release(&out);
}

/* Members that say nothing go, levels that come to nothing with them. */
static void
json_leaves_out(void **state)
{
	struct buf	 out = { 0 };
	struct json	 j;

	(void)state;
	json_init(&j, &out, 0);
	json_sparse(&j);
	json_object(&j, NULL);
	json_text(&j, "empty", "");
	json_null(&j, "null");
	json_bool(&j, "no", 0);
	json_object(&j, "outer");
	json_array(&j, "inner");
	json_end(&j);
	json_end(&j);
	json_object(&j, "some");
	json_array(&j, "list");
	json_text(&j, NULL, "");
	json_null(&j, NULL);
	json_end(&j);
	json_int(&j, "zero", 0);
	json_bool(&j, "yes", 1);
	json_end(&j);
	json_end(&j);
	assert_string_equal(out.data,
	    "{\"some\":{\"list\":[\"\",null],\"zero\":0,\"yes\":true}}");
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(text_knows_utf8),
		cmocka_unit_test(text_measures_distance),
		cmocka_unit_test(text_bounds_distance_of_long_words),
		cmocka_unit_test(text_names_the_nearest),
		cmocka_unit_test(text_reads_numbers),
		cmocka_unit_test(text_hashes),
		cmocka_unit_test(digest_is_sha256),
		cmocka_unit_test(json_writes),
		cmocka_unit_test(json_leaves_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
