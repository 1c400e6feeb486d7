/*
 * Text that a spreadsheet would work out: marked when it is written, the same
 * again when it is read, and the same events.
 */
#include <unistd.h>

#include "base/csv.h"
#include "formats/csv.h"
#include "tests/lib/harvest.h"
#include "tests/lib/test.h"

static const struct {
	const char	*label, *text, *field;
} rows[] = {
	{ "sum", "=1+1", "'=1+1" },
	{ "command", "=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0" },
	{ "link", "=HYPERLINK(\"http://x\",\"y\")",
	    "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"" },
	{ "a name of the register", "@PlymouthCare Ltd", "'@PlymouthCare Ltd" },
	{ "plus", "+44 20 7946 0000", "'+44 20 7946 0000" },
	{ "minus", "-2+3", "'-2+3" },
	{ "two signs", "--1", "'--1" },
	{ "a number and more", "-1 a", "'-1 a" },
	{ "sign and formula", "+=1", "'+=1" },
	{ "tab", "\t=1", "'\t=1" },
	{ "carriage return", "\r=1", "\"'\r=1\"" },
	{ "line", "\n=1", "\"'\n=1\"" },
	{ "looks marked", "'=1", "''=1" },
	{ "looks marked twice", "''@a", "'''@a" },
	{ "looks like a marked number", "'-5", "''-5" },
	{ "negative", "-5", "-5" },
	{ "with a sign and a point", "+0.25", "+0.25" },
	{ "nothing", "-", "-" },
	{ "date", "2019-02-26", "2019-02-26" },
	{ "sign within", "A=1", "A=1" },
	{ "apostrophe", "'s-Gravenhage", "'s-Gravenhage" },
	{ "apostrophe alone", "'", "'" },
	{ "word", "Good", "Good" },
	{ "empty", "", "" },
};

enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

static void
a_field_is_marked(void **unused)
{
	struct buf	 b = { 0 };
	size_t		 i;

	(void)unused;
	for (i = 0; i < ROWS; i++) {
		buf_clear(&b);
		csv_row(&b, &rows[i].text, 1);
		b.data[--b.len] = '\0';
		if (strcmp(b.data, rows[i].field) != 0)
			fail_msg("%s: %s", rows[i].label, b.data);
	}
	buf_release(&b);
}

/* All of them in one row, as our reader reads it. */
static void
what_was_written_is_read(void **unused)
{
	const char	*value[ROWS];
	char		 path[128];
	struct buf	 b = { 0 };
	struct err	 e;
	struct source	*source;
	struct csv	*csv;
	FILE		*f;
	size_t		 i;

	(void)unused;
	for (i = 0; i < ROWS; i++)
		value[i] = rows[i].text;
	csv_row(&b, value, ROWS);
	snprintf(path, sizeof(path), "%s/csv", harvest_folder());
	assert_non_null(f = fopen(path, "w"));
	assert_int_equal(fwrite(b.data, 1, b.len, f), b.len);
	assert_int_equal(fclose(f), 0);
	assert_non_null(source = source_open(path, &e));
	csv = csv_new(source);
	assert_int_equal(csv_next(csv, &e), 1);
	assert_int_equal(csv_count(csv), ROWS);
	for (i = 0; i < ROWS; i++)
		if (strcmp(csv_field(csv, i), rows[i].text) != 0)
			fail_msg("%s: %s", rows[i].label, csv_field(csv, i));
	csv_text(csv, &b);
	assert_int_equal(b.len % 2, 1);
	assert_memory_equal(b.data, b.data + b.len / 2 + 1, b.len / 2);
	csv_free(&csv);
	source_close(&source);
	unlink(path);
	buf_release(&b);
}

#define TRUST	"ods_code,trust,report_date,safe,effective,caring," \
		"responsive,well_led,source_url\n"

/* A table as its source wrote it, and as we do. */
static void
the_same_events_come_of_it(void **unused)
{
	static const struct {
		const char	*label, *name;
	} names[] = {
		{ "sum", "=1+1" }, { "name", "@PlymouthCare Ltd" },
		{ "phone", "+44 20" }, { "apostrophe", "''=1" },
		{ "number", "-5" }, { "plain", "Cambridge" },
	};
	const char	*value[9] = { "RGT", NULL, "2019-02-26", "good", "good",
			    "good", "good", "good", "u" };
	struct harvest	*theirs, *ours;
	struct buf	 b = { 0 };
	size_t		 i;

	(void)unused;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		value[1] = names[i].name;
		buf_clear(&b);
		buf_text(&b, TRUST);
		csv_row(&b, value, 9);
		ours = harvest_text(b.data);
		buf_clear(&b);
		buf_printf(&b, TRUST "RGT,%s%s,2019-02-26,good,good,good,good,"
		    "good,u\n", *names[i].name == '\'' ? "'" : "",
		    names[i].name);
		theirs = harvest_text(b.data);
		assert_int_equal(ours->nevent, 1);
		assert_string_equal(ours->event[0].name, names[i].name);
		assert_string_equal(ours->event[0].source_id,
		    theirs->event[0].source_id);
		harvest_free(&theirs);
		harvest_free(&ours);
	}
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_field_is_marked),
		cmocka_unit_test(what_was_written_is_read),
		cmocka_unit_test(the_same_events_come_of_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
