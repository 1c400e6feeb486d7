/* Foreign text into CSV, HTML and file names. */
#include "tests/lib/test.h"

#include "base/csv.h"
#include "base/html.h"
#include "base/text.h"
#include "cli/list.h"
#include "cli/site.h"

struct escape {
	const char	*label, *in, *out;
};

static void
one_field(struct buf *out, const char *s)
{
	csv_row(out, &s, 1);
	out->data[--out->len] = '\0';		/* the line's end */
}

static void
check(const struct escape *rows, size_t n,
    void (*escape)(struct buf *, const char *))
{
	struct buf	b = { 0 };
	size_t		i;

	for (i = 0; i < n; i++) {
		buf_clear(&b);
		buf_text(&b, "");
		escape(&b, rows[i].in);
		if (strcmp(b.data, rows[i].out) != 0)
			fail_msg("%s: %s", rows[i].label, b.data);
	}
	buf_release(&b);
}

#define CHECK(rows, escape) \
	check((rows), sizeof(rows) / sizeof((rows)[0]), (escape))

static void
csv_quotes_what_needs_it(void **unused)
{
	static const struct escape rows[] = {
		{ "plain", "Good", "Good" },
		{ "empty", "", "" },
		{ "comma", "a,b", "\"a,b\"" },
		{ "quote", "a \"b\"", "\"a \"\"b\"\"\"" },
		{ "line", "a\nb", "\"a\nb\"" },
		{ "return", "a\rb", "\"a\rb\"" },
		{ "blank in front", " a", "\" a\"" },
		{ "blank behind", "a ", "\"a \"" },
		{ "not UTF-8", "a\xff", "\"a\xef\xbf\xbd\"" },
	};

	(void)unused;
	CHECK(rows, one_field);
}

static void
html_text_is_never_markup(void **unused)
{
	static const struct escape rows[] = {
		{ "tag", "<script>", "&lt;script&gt;" },
		{ "attribute", "\" onload='x'", "&quot; onload=&#39;x&#39;" },
		{ "entity", "a &amp; b", "a &amp;amp; b" },
		{ "UTF-8", "caf\xc3\xa9", "caf\xc3\xa9" },
		{ "cut off", "caf\xc3", "caf\xef\xbf\xbd" },
		{ "overlong <", "\xc0\xbc", "\xef\xbf\xbd\xef\xbf\xbd" },
		{ "control", "a\x1b[2J", "a\xef\xbf\xbd[2J" },
		{ "C1 control", "a\xc2\x85", "a\xef\xbf\xbd" },
		{ "override", "a\xe2\x80\xae" "b", "a\xef\xbf\xbd" "b" },
		{ "isolate", "a\xe2\x81\xa6" "b", "a\xef\xbf\xbd" "b" },
		{ "dash and Euro", "\xe2\x80\x93\xe2\x82\xac",
		    "\xe2\x80\x93\xe2\x82\xac" },
	};

	(void)unused;
	CHECK(rows, html_text);
}

static void
segments_are_one_segment(void **unused)
{
	static const struct escape rows[] = {
		{ "code", "RGT", "RGT" },
		{ "location", "1-101633224", "1-101633224" },
		{ "slash", "../etc", "..%2Fetc" },
		{ "quote", "a\"b", "a%22b" },
	};

	(void)unused;
	CHECK(rows, html_segment);
}

static void
paths_keep_their_slashes(void **unused)
{
	static const struct escape rows[] = {
		{ "event", "/events/1", "/events/1" },
		{ "quote", "/a\"b?c", "/a%22b%3Fc" },
		{ "UTF-8", "/caf\xc3\xa9", "/caf%C3%A9" },
	};

	(void)unused;
	CHECK(rows, html_path);
}

static void
file_names_stay_in_their_folder(void **unused)
{
	static const struct escape rows[] = {
		{ "code", "RGT", "RGT" },
		{ "location", "1-101633224", "1-101633224" },
		{ "up", "..", "_2E_2E" },
		{ "slash", "a/b", "a_2Fb" },
		{ "hidden", ".lock", "_2Elock" },
		{ "escape", "_2E", "_5F2E" },
	};

	(void)unused;
	CHECK(rows, site_name);
}

static void
only_web_addresses_become_links(void **unused)
{
	static const struct {
		const char	*label, *in;
		int		 yes;
	} rows[] = {
		{ "https", "https://www.cqc.org.uk/provider/RGT", 1 },
		{ "http", "http://www.cqc.org.uk/", 1 },
		{ "upper case", "HTTPS://www.cqc.org.uk/", 1 },
		{ "script", "javascript:alert(1)", 0 },
		{ "data", "data:text/html,x", 0 },
		{ "link id", "a4f7c1", 0 },
		{ "quote", "https://x/\"onclick=", 0 },
		{ "blank", "https://x/ y", 0 },
		{ "line", "https://x/\n", 0 },
		{ "empty", "", 0 },
	};
	size_t	i;

	(void)unused;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (html_is_link(rows[i].in) != rows[i].yes)
			fail_msg("%s", rows[i].label);
}

/* Two rows in a form. */
static char *
list_as(enum form form)
{
	static const struct heading heads[] = { { "well_led", 0 }, { "n", 1 } };
	const char	*row[] = { "caf\xc3\xa9 \x1b[2J", "7" };
	const char	*empty[] = { "", "" };
	char		*text = NULL;
	size_t		 n = 0;
	FILE		*out = open_memstream(&text, &n);
	struct list	*l = list_open(out, form, heads, 2);

	list_row(l, row);
	list_row(l, empty);
	list_close(&l);
	fclose(out);
	return text;
}

static void
lists_have_their_form(void **unused)
{
	static const struct {
		enum form	 form;
		const char	*out;
	} rows[] = {
		{ FORM_TABLE, "WELL LED   N\ncaf\xc3\xa9 ?[2J  7\n\n" },
		{ FORM_CSV, "well_led,n\ncaf\xc3\xa9 \x1b[2J,7\n,\n" },
		{ FORM_JSONL, "{\"well_led\":\"caf\xc3\xa9 \\u001b[2J\",\"n\":7}"
		    "\n{\"well_led\":null,\"n\":null}\n" },
		{ FORM_JSON, "[\n{\"well_led\":\"caf\xc3\xa9 \\u001b[2J\","
		    "\"n\":7},\n{\"well_led\":null,\"n\":null}\n]\n" },
	};
	size_t	i;

	(void)unused;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char	*text = list_as(rows[i].form);

		assert_string_equal(text, rows[i].out);
		free(text);
	}
}

static void
a_list_may_be_longer_than_it_measures(void **unused)
{
	static const struct heading heads[] = { { "n", 1 } };
	const char	*row[] = { "1" };
	char		*text = NULL;
	size_t		 n = 0, i, lines = 0;
	FILE		*out = open_memstream(&text, &n);
	struct list	*l = list_open(out, FORM_TABLE, heads, 1);

	(void)unused;
	for (i = 0; i < 2500; i++)
		list_row(l, row);
	list_close(&l);
	fclose(out);
	for (i = 0; i < n; i++)
		lines += text[i] == '\n';
	assert_int_equal(lines, 2501);
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(csv_quotes_what_needs_it),
		cmocka_unit_test(html_text_is_never_markup),
		cmocka_unit_test(segments_are_one_segment),
		cmocka_unit_test(paths_keep_their_slashes),
		cmocka_unit_test(file_names_stay_in_their_folder),
		cmocka_unit_test(only_web_addresses_become_links),
		cmocka_unit_test(lists_have_their_form),
		cmocka_unit_test(a_list_may_be_longer_than_it_measures),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
