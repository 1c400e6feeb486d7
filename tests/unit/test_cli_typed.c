/* A text that is typed on the screen of top: which key does what to it. */
#include "cli/typed.h"
#include "tests/lib/test.h"

#define TEN	"0123456789"
#define SIXTY	TEN TEN TEN TEN TEN TEN

static void
keys_make_a_text(void **unused)
{
	static const struct {
		const char	*label, *keys, *text;
		int		 open;
	} rows[] = {
		{ "nothing", "", "", 0 },
		{ "not asked for", "adlrpq", "", 0 },
		{ "asked for", "/", "", 1 },
		{ "letters that are keys", "/adlrpq", "adlrpq", 1 },
		{ "kept", "/ab\n", "ab", 0 },
		{ "kept by return", "/ab\r", "ab", 0 },
		{ "after it keys again", "/ab\nq", "ab", 0 },
		{ "given up", "/ab\033", "", 0 },
		{ "cleared later", "/ab\n\033", "", 0 },
		{ "gone on with", "/ab\n/c\n", "abc", 0 },
		{ "a slash in it", "//files/x\n", "/files/x", 0 },
		{ "one less", "/abc\177", "ab", 1 },
		{ "one less, the old way", "/abc\b", "ab", 1 },
		{ "a letter of two bytes less", "/a\u00e9\177", "a", 1 },
		{ "more less than there is", "/a\177\177\177b", "b", 1 },
		{ "all of it", "/abc\x15" "d", "d", 1 },
		{ "controls are none", "/a\x01\x1f\t" "b", "ab", 1 },
		{ "no more than there is room", "/" SIXTY TEN,
		    SIXTY "012", 1 },
	};
	struct typed	 t;
	const char	*k;
	size_t		 i;

	(void)unused;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		t = (struct typed){ 0 };
		for (k = rows[i].keys; *k != '\0'; k++)
			typed_key(&t, *k);
		if (strcmp(t.text, rows[i].text) != 0 ||
		    t.open != rows[i].open)
			fail_msg("%s: \"%s\" %d", rows[i].label, t.text,
			    t.open);
	}
}

/* What the text does not take is the screen's. */
static void
other_keys_are_left(void **unused)
{
	struct typed	 t = { 0 };

	(void)unused;
	assert_false(typed_key(&t, 'q'));
	assert_false(typed_key(&t, 3));
	assert_true(typed_key(&t, '/'));
	assert_true(typed_key(&t, 'q'));
	assert_false(typed_key(&t, 3));
}

static void
a_text_may_be_given(void **unused)
{
	static const struct {
		const char	*label, *text;
		int		 taken;
	} rows[] = {
		{ "none", "", 1 },
		{ "a word", "assess", 1 },
		{ "the longest", SIXTY "012", 1 },
		{ "longer", SIXTY "0123", 0 },
		{ "no text", "a\xff", 0 },
	};
	struct typed	 t;
	size_t		 i;

	(void)unused;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		t = (struct typed){ 0 };
		if (typed_set(&t, rows[i].text) != rows[i].taken ||
		    (strcmp(t.text, rows[i].text) == 0) != rows[i].taken)
			fail_msg("%s", rows[i].label);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_make_a_text),
		cmocka_unit_test(other_keys_are_left),
		cmocka_unit_test(a_text_may_be_given),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
