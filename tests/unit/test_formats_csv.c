#include <unistd.h>
#include <zlib.h>

#include "base/buf.h"
#include "formats/csv.h"
#include "formats/revision.h"
#include "tests/lib/harvest.h"
#include "tests/lib/test.h"

/* A file of these bytes in the test's folder. */
static const char *
file_of(const void *data, size_t n)
{
	static char	 path[64];
	FILE		*f;

	snprintf(path, sizeof(path), "%s/csv", harvest_folder());
	f = fopen(path, "w");
	assert_non_null(f);
	assert_int_equal(fwrite(data, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
	return path;
}

/* Records as "line:field|field|…" lines; a fault follows as "!…". */
static int
show(const void *data, size_t n, struct buf *out, struct err *e)
{
	const char	*path = file_of(data, n);
	struct source	*source = source_open(path, e);
	struct csv	*csv;
	size_t		 i;
	int		 rc;

	unlink(path);
	assert_non_null(source);
	csv = csv_new(source);
	buf_clear(out);
	while ((rc = csv_next(csv, e)) == 1) {
		buf_printf(out, "%d:", (int)csv_line(csv));
		for (i = 0; i < csv_count(csv); i++)
			buf_printf(out, "%s%s", i > 0 ? "|" : "",
			    csv_field(csv, i));
		buf_char(out, '\n');
	}
	csv_free(&csv);
	source_close(&source);
	return rc;
}

static void
records_are_read(void **state)
{
	static const struct {
		const char	*label, *text, *want;
	} rows[] = {
		{ "plain", "a,b\nc,d\n", "1:a|b\n2:c|d\n" },
		{ "no newline at the end", "a,b", "1:a|b\n" },
		{ "CRLF", "a,b\r\nc,d\r\n", "1:a|b\n2:c|d\n" },
		{ "byte order mark before a quote", "\xef\xbb\xbf\"a\",b\n",
		    "1:a|b\n" },
		{ "quoted comma and doubled quote", "\"a,\"\"b\"\"\",c\n",
		    "1:a,\"b\"|c\n" },
		{ "quoted newline counts lines", "\"a\nb\",c\nd,e\n",
		    "1:a\nb|c\n3:d|e\n" },
		{ "quoted CRLF stays", "\"a\r\nb\"\r\nc\r\n",
		    "1:a\r\nb\n3:c\n" },
		{ "quote inside a field is a byte", "5\" pipe,b\"\n",
		    "1:5\" pipe|b\"\n" },
		{ "lone CR is a byte", "a\rb,c\n", "1:a\rb|c\n" },
		{ "blanks around", " a\t, b \n", "1:a|b\n" },
		{ "empty fields", ",\n,,x\n", "2:||x\n" },
		{ "an empty field before all others", ",a\n", "1:|a\n" },
		{ "quoted empty", "\"\",\"\"\n\"\",a\n", "2:|a\n" },
		{ "blanks that do not break", "\xc2\xa0" "a\xc2\xa0 ,"
		    "\xc2\xa0,b\xc2\xa0" "c\n", "1:a||b\xc2\xa0" "c\n" },
		{ "Windows-1252", "caf\xe9,\x93" "a\x94 \x96 b\x92s,\x80\n",
		    "1:caf\u00e9|\u201ca\u201d \u2013 b\u2019s|\u20ac\n" },
		{ "not even Windows-1252", "caf\x81\n", "1:caf\x81\n" },
		{ "blank lines", "\n\r\na\n\n\nb\n", "3:a\n6:b\n" },
		{ "nothing but blanks", "\n \n", "" },
	};
	struct buf	 out = { 0 };
	struct err	 e;
	size_t		 i;

	(void)state;
	buf_text(&out, "");
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(show(rows[i].text, strlen(rows[i].text), &out,
		    &e), 0);
		if (strcmp(out.data, rows[i].want) != 0)
			fail_msg("%s: %s", rows[i].label, out.data);
	}
	buf_release(&out);
}

static void
caps_name_the_line(void **state)
{
	struct buf	 in = { 0 }, out = { 0 };
	struct err	 e;
	size_t		 i;

	(void)state;
	buf_text(&in, "a\nb,\"stray\n");
	for (i = 0; i < CSV_FIELD_MAX; i++)
		buf_text(&in, "c\n");
	assert_int_equal(show(in.data, in.len, &out, &e), -1);
	assert_non_null(strstr(e.text, "line 2: field 2 is longer than"));

	assert_int_equal(show("a\n\"b\nc\n", 7, &out, &e), -1);
	assert_string_equal(e.text,
	    "line 2: a quotation mark in field 1 never closes");

	buf_clear(&in);
	for (i = 0; i < CSV_COLUMNS_MAX - 1; i++)
		buf_char(&in, ',');
	assert_int_equal(show(in.data, in.len, &out, &e), 0);
	buf_char(&in, ',');
	assert_int_equal(show(in.data, in.len, &out, &e), -1);
	assert_non_null(strstr(e.text, "line 1: more than 256 fields"));
	buf_release(&in);
	buf_release(&out);
}

static void
header_is_looked_up(void **state)
{
	static const char	 text[] = " Ab ,\"c\"\"d\",Ab\n1,2\n";
	const char		*path = file_of(text, sizeof(text) - 1);
	struct err		 e;
	struct source		*source = source_open(path, &e);
	struct csv		*csv = csv_new(source);

	(void)state;
	unlink(path);
	assert_int_equal(csv_next(csv, &e), 1);
	csv_header(csv);
	assert_int_equal(csv_column(csv, "aB"), 0);
	assert_int_equal(csv_column(csv, "C\"D"), 1);
	assert_int_equal(csv_column(csv, "e"), -1);
	assert_int_equal(csv_next(csv, &e), 1);
	assert_string_equal(csv_get(csv, "AB"), "1");
	assert_string_equal(csv_get(csv, "e"), "");
	assert_string_equal(csv_field(csv, 7), "");
	assert_string_equal(csv_fault(csv),
	    "The record has 2 fields; the header has 3.");
	csv_free(&csv);
	csv_free(&csv);
	source_close(&source);
}

static void
faults_are_named(void **state)
{
	static const struct {
		const char	*label, *text;
		size_t		 n;
		const char	*says;
	} rows[] = {
		{ "sound", "a,b\n1,2\n", 8, NULL },
		{ "NUL", "a,b\n1\0,2\n", 9,
		    "The record has a NUL byte in it." },
		{ "after the quote", "a,b\n\"1\"x,2\n", 11,
		    "The record has text after a closing quotation mark." },
		{ "too many", "a,b\n1,2,3\n", 10,
		    "The record has 3 fields; the header has 2." },
		{ "swallowed lines", "a,b\n\"1,2\n3,4\n5,6\"\n", 18,
		    "The record from line 2 to line 4 has 1 field; the "
		    "header has 2." },
	};
	struct source	*source;
	struct csv	*csv;
	struct err	 e;
	const char	*path, *fault;
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		path = file_of(rows[i].text, rows[i].n);
		source = source_open(path, &e);
		csv = csv_new(source);
		assert_int_equal(csv_next(csv, &e), 1);
		csv_header(csv);
		assert_int_equal(csv_next(csv, &e), 1);
		fault = csv_fault(csv);
		if (rows[i].says == NULL ? fault != NULL :
		    fault == NULL || strcmp(fault, rows[i].says) != 0)
			fail_msg("%s: %s", rows[i].label, fault);
		csv_free(&csv);
		source_close(&source);
		unlink(path);
	}
}

/* `n` bytes of a file that gzip has made longer than the window. */
static void
write_gzip(char path[64], long *size)
{
	gzFile	 gz;
	FILE	*f;
	int	 i;

	snprintf(path, 64, "%s/gz", harvest_folder());
	gz = gzopen(path, "wb");
	assert_non_null(gz);
	for (i = 0; i < 40000; i++)
		gzprintf(gz, "%d,%d\n", i, i * 7919);
	assert_int_equal(gzclose(gz), Z_OK);
	f = fopen(path, "r");
	assert_non_null(f);
	fseek(f, 0, SEEK_END);
	*size = ftell(f);
	fclose(f);
}

/* Bytes read, or -1 with the error. */
static long
drain(const char *path, struct err *e)
{
	struct source	*s = source_open(path, e);
	uint64_t	 done, total;
	long		 n = 0;
	int		 ch;

	assert_non_null(s);
	while ((ch = source_next(s, e)) >= 0)
		n++;
	source_progress(s, &done, &total);
	assert_true(total > 0 && done > 0 && done <= total);
	source_close(&s);
	return ch == SOURCE_END ? n : -1;
}

static void
gzip_is_undone_and_its_faults_told(void **state)
{
	char		 path[64];
	struct err	 e;
	long		 size;
	FILE		*f;

	(void)state;
	write_gzip(path, &size);
	assert_true(drain(path, &e) > SOURCE_WINDOW);
	assert_int_equal(truncate(path, size - 4), 0);
	assert_int_equal(drain(path, &e), -1);
	assert_non_null(strstr(e.text, "cut off"));
	assert_int_equal(truncate(path, size / 2), 0);
	assert_int_equal(drain(path, &e), -1);
	assert_non_null(strstr(e.text, "cut off"));
	write_gzip(path, &size);
	f = fopen(path, "r+");
	assert_non_null(f);
	fseek(f, size / 2, SEEK_SET);
	fwrite("damage", 1, 6, f);
	fclose(f);
	assert_int_equal(drain(path, &e), -1);
	assert_non_null(strstr(e.text, "damaged"));
	unlink(path);
}

static void
sources_that_cannot_be_opened(void **state)
{
	struct err	 e;

	(void)state;
	assert_null(source_open("/nonexistent/file", &e));
	assert_int_equal(e.kind, ERR_INPUT);
	assert_null(source_open("/tmp", &e));
	assert_string_equal(e.text, "is a folder; expected a file");
}

static void
revision_comes_from_the_name(void **state)
{
	static const struct {
		const char	*path;
		uint32_t	 revision;
	} rows[] = {
		{ "01_November_2021_Latest_ratings.csv", 20211101 },
		{ "/x/2020-12-24/1 may 2019 Latest ratings.csv", 20190501 },
		{ "latest-ratings-2021-01-overall.csv.gz", 20210131 },
		{ "latest-2024-02.csv", 20240229 },
		{ "ratings-2021-11-03.csv", 20211103 },
		{ "RM317-2021-11-03.json", 20211103 },
		{ "ratings_20211103.csv", 20211103 },
		{ "location_1-10024040008.json", 0 },
		{ "ratings_20211303.csv", 0 },
		{ "31_February_2021.csv", 0 },
		{ "01_Brumaire_2021.csv", 0 },
		{ "ratings-1999-11-03.csv", 0 },
		{ "ratings-2021.csv", 0 },
		{ "2021-11-03/ratings.csv", 0 },
		{ "-", 0 },
		{ "", 0 },
	};
	size_t	 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (revision_of(rows[i].path) != rows[i].revision)
			fail_msg("%s: %u", rows[i].path,
			    revision_of(rows[i].path));
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(records_are_read),
		cmocka_unit_test(caps_name_the_line),
		cmocka_unit_test(header_is_looked_up),
		cmocka_unit_test(faults_are_named),
		cmocka_unit_test(gzip_is_undone_and_its_faults_told),
		cmocka_unit_test(sources_that_cannot_be_opened),
		cmocka_unit_test(revision_comes_from_the_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
