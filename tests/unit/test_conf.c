#include <sys/stat.h>
#include <unistd.h>

#include "base/conf.h"
#include "base/log.h"
#include "tests/lib/test.h"

struct conf {
	int64_t	 credit;
	char	 broker[CONF_TEXT_MAX];
	char	 secret[CONF_TEXT_MAX];
};

static const struct conf_key	 keys[] = {
	CONF_ROW_INT(struct conf, credit, "32", 1, 1000, "messages in hand"),
	CONF_ROW_TEXT(struct conf, broker, "tcp://broker:7301",
	    "where to connect"),
	{ "secret", CONF_SECRET, offsetof(struct conf, secret), "", 0,
	    CONF_TEXT_MAX - 1, "of nobody else" },
	{ 0 }
};

/* A file of its own with this text; the caller unlinks it. */
static void
write_file(char path[32], const char *text)
{
	size_t	 n = strlen(text);
	int	 fd;

	snprintf(path, 32, "/tmp/test_conf.XXXXXX");
	fd = mkstemp(path);
	assert_true(fd != -1);
	assert_true(write(fd, text, n) == (ssize_t)n);
	close(fd);
}

static void
conf_takes_them_in_order(void **state)
{
	static const char *const	 over[] = { "credit=9", NULL };
	struct conf			 c;
	struct err			 e = { 0 };
	char				 path[32];

	(void)state;
	write_file(path, "# ours\r\n\n credit = 5 # few\n"
	    "broker=tcp://h:1/#x\r\n");
	assert_int_equal(conf_load(keys, &c, NULL, NULL, NULL, &e), 0);
	assert_int_equal(c.credit, 32);
	assert_string_equal(c.broker, "tcp://broker:7301");
	assert_int_equal(conf_load(keys, &c, path, NULL, NULL, &e), 0);
	assert_int_equal(c.credit, 5);
	assert_string_equal(c.broker, "tcp://h:1/#x");
	setenv("SIXTHKEY_CREDIT", "7", 1);
	assert_int_equal(conf_load(keys, &c, path, NULL, NULL, &e), 0);
	assert_int_equal(c.credit, 7);
	assert_int_equal(conf_load(keys, &c, path, over, NULL, &e), 0);
	assert_int_equal(c.credit, 9);
	unsetenv("SIXTHKEY_CREDIT");
	unlink(path);
}

static void
conf_names_what_is_wrong(void **state)
{
	static const struct {
		const char	*label, *file, *says;
	} rows[] = {
		{ "mistyped key", "\ncredti = 5\n",
		    ":2: no such setting \"credti\"; did you mean "
		    "\"credit\"?" },
		{ "foreign key", "colour = red\n",
		    ":1: no such setting \"colour\"" },
		{ "too large", "credit = 1001\n",
		    ":1: credit: \"1001\" is not a number from 1 to 1000" },
		{ "not a number", "credit = many\n", "\"many\" is not" },
		{ "no equals sign", "credit 5\n",
		    ":1: \"credit 5\" is not \"key = value\"" },
		{ "not UTF-8", "broker = \xff\n", ":1: broker: is not UTF-8" },
	};
	struct conf	 c;
	struct err	 e;
	char		 path[32];
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		e = (struct err){ 0 };
		write_file(path, rows[i].file);
		if (conf_load(keys, &c, path, NULL, NULL, &e) != -1 ||
		    e.kind != ERR_SETUP || strstr(e.text, path) == NULL ||
		    strstr(e.text, rows[i].says) == NULL)
			fail_msg("%s: %s", rows[i].label, e.text);
		unlink(path);
	}
	assert_int_equal(conf_load(keys, &c, "/nonexistent/c", NULL, NULL, &e), -1);
	assert_int_equal(e.kind, ERR_SETUP);
}

static void
conf_refuses_long_texts(void **state)
{
	char		 pair[CONF_TEXT_MAX + 16] = "broker=";
	const char	*over[] = { pair, NULL };
	struct conf	 c;
	struct err	 e;

	(void)state;
	memset(pair + 7, 'x', CONF_TEXT_MAX - 1);
	assert_int_equal(conf_load(keys, &c, NULL, over, NULL, &e), 0);
	memset(pair + 7, 'x', CONF_TEXT_MAX);
	assert_int_equal(conf_load(keys, &c, NULL, over, NULL, &e), -1);
}

static void
conf_prints_itself(void **state)
{
	static const char *const	 over[] = { "credit=9", NULL };
	struct buf			 out = { 0 };
	struct conf			 c, again;
	struct err			 e;
	char				 path[32];

	(void)state;
	assert_int_equal(conf_load(keys, &c, NULL, over, NULL, &e), 0);
	conf_print(keys, &c, NULL, &out);
	assert_string_equal(out.data,
	    "credit = 9\t# set, default \"32\"; messages in hand\n"
	    "broker = tcp://broker:7301\t# default; where to connect\n"
	    "secret = \t# default; of nobody else\n");
	write_file(path, out.data);
	assert_int_equal(conf_load(keys, &again, path, NULL, NULL, &e), 0);
	assert_int_equal(again.credit, 9);
	unlink(path);
	buf_release(&out);
}

static void
every_value_says_where_it_is_from(void **state)
{
	static const char *const	 over[] = { "broker=ipc:///x", NULL };
	static struct conf_origins	 origins;
	struct buf			 out = { 0 };
	struct conf			 c;
	struct err			 e;
	char				 path[32], line[200];

	(void)state;
	write_file(path, "\nsecret = s\ncredit = 5\n");
	assert_int_equal(chmod(path, 0600), 0);
	assert_int_equal(conf_load(keys, &c, path, over, &origins, &e), 0);
	conf_print(keys, &c, &origins, &out);
	snprintf(line, sizeof(line), "credit = 5\t# %s:3, default \"32\"; "
	    "messages in hand\n", path);
	assert_non_null(strstr(out.data, line));
	assert_non_null(strstr(out.data, "broker = ipc:///x\t# -o, default"));
	snprintf(line, sizeof(line), "secret = (secret)\t# %s:2, ", path);
	assert_non_null(strstr(out.data, line));
	setenv("SIXTHKEY_CREDIT", "7", 1);
	buf_clear(&out);
	assert_int_equal(conf_load(keys, &c, NULL, NULL, &origins, &e), 0);
	conf_print(keys, &c, &origins, &out);
	assert_non_null(strstr(out.data, "credit = 7\t# SIXTHKEY_CREDIT, "));
	assert_non_null(strstr(out.data, "\t# default; where to connect"));
	unsetenv("SIXTHKEY_CREDIT");
	unlink(path);
	buf_release(&out);
}

/* What the calls of write_log put on stderr. */
static void
catch_log(void (*write_log)(void), char *out, size_t size)
{
	FILE	*f = tmpfile();
	int	 was = dup(STDERR_FILENO);
	size_t	 n;

	assert_non_null(f);
	dup2(fileno(f), STDERR_FILENO);
	write_log();
	dup2(was, STDERR_FILENO);
	close(was);
	rewind(f);
	n = fread(out, 1, size - 1, f);
	out[n] = '\0';
	fclose(f);
}

static void
one_line(void)
{
	log_open("test");
	log_bind("event", "41");
	log_bind("event", "42");
	log_bind("gone", "x");
	log_bind("gone", NULL);
	LOG(DEBUG, "is not seen", LOG_INT("n", 1));
	LOG(WARN, "took a batch", LOG_INT("tasks", -3),
	    LOG_TEXT("from", "a\nlevel=fatal \"\x1b[2J\" \xc2\x9b\xff"),
	    LOG_TEXT("none", ""));
	log_verbose(1);
	LOG_PLAIN(DEBUG, "seen");
	log_verbose(0);
	log_bind("event", NULL);
}

static void
log_writes_each_form(void **state)
{
	static const struct {
		const char	*form, *journal, *start, *line, *last;
	} rows[] = {
		{ "logfmt", NULL, "ts=20",
		    "Z level=warn prog=test event=42 tasks=-3 "
		    "from=\"a\\nlevel=fatal \\\"\\x1b[2J\\\" \\u009b\\xff\" "
		    "none=\"\" did=\"took a batch\"\n",
		    "Z level=debug prog=test event=42 did=seen\n" },
		{ "json", NULL, "{\"ts\":\"20",
		    "Z\",\"level\":\"warn\",\"prog\":\"test\",\"event\":\"42\","
		    "\"tasks\":-3,\"from\":\"a\\nlevel=fatal "
		    "\\\"\\u001b[2J\\\" \xc2\x9b\xef\xbf\xbd\",\"none\":\"\","
		    "\"did\":\"took a batch\"}\n",
		    "\"did\":\"seen\"}\n" },
		{ "logfmt", "8:1", "<4>ts=20", " tasks=-3 ", "<7>ts=" },
		{ "", NULL, "{\"ts\":", "Z\",\"level\":\"warn\"", "seen" },
	};
	char	 out[4096];
	size_t	 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		setenv("SIXTHKEY_LOG", rows[i].form, 1);
		unsetenv("JOURNAL_STREAM");
		if (rows[i].journal != NULL)
			setenv("JOURNAL_STREAM", rows[i].journal, 1);
		catch_log(one_line, out, sizeof(out));
		if (strncmp(out, rows[i].start, strlen(rows[i].start)) != 0 ||
		    strstr(out, rows[i].line) == NULL ||
		    strstr(out, rows[i].last) == NULL ||
		    strstr(out, "not seen") != NULL)
			fail_msg("%zu: %s", i, out);
	}
	unsetenv("JOURNAL_STREAM");
	unsetenv("SIXTHKEY_LOG");
}

static void
a_secret_stands_in_its_owners_file_only(void **state)
{
	static const char *const	 over[] = { "secret=s", NULL };
	struct conf			 c;
	struct err			 e = { 0 };
	struct buf			 b = { 0 };
	char				 path[32];

	(void)state;
	write_file(path, "secret = s3\n");
	assert_int_equal(conf_load(keys, &c, path, NULL, NULL, &e), 0);
	assert_string_equal(c.secret, "s3");
	conf_print(keys, &c, NULL, &b);
	assert_null(strstr(b.data, "s3"));
	assert_non_null(strstr(b.data, "secret = (secret)"));
	chmod(path, 0640);
	assert_int_equal(conf_load(keys, &c, path, NULL, NULL, &e), -1);
	assert_non_null(strstr(e.text, "can be read by others: chmod 600"));
	assert_null(strstr(e.text, "s3"));
	assert_int_equal(conf_load(keys, &c, NULL, over, NULL, &e), -1);
	assert_non_null(strstr(e.text, "never on a command line"));
	setenv("SIXTHKEY_SECRET", "s", 1);
	assert_int_equal(conf_load(keys, &c, NULL, NULL, NULL, &e), -1);
	unsetenv("SIXTHKEY_SECRET");
	buf_release(&b);
	unlink(path);
}

/* For others to see: one line each, nothing that is not for them. */
static void
what_is_told_of_settings_is_no_secret(void **state)
{
	static const struct conf_key	 all[] = {
		CONF_ROW_INT(struct conf, credit, "32", 1, 1000, ""),
		CONF_ROW_TEXT(struct conf, broker, "tcp://broker:7301", ""),
		{ "secret", CONF_SECRET, offsetof(struct conf, secret), "", 0,
		    CONF_TEXT_MAX - 1, "" },
		{ 0 }
	};
	static const struct conf_key	 own[] = {
		CONF_ROW_OWN(struct conf, broker, "tcp://broker:7301", ""),
		{ 0 }
	};
	static const struct {
		const char		*label;
		const struct conf_key	*keys;
		struct conf		 conf;
		const char		*told;
	} rows[] = {
		{ "as by default", all, { 32, "tcp://broker:7301", "" }, "" },
		{ "a number", all, { 9, "tcp://broker:7301", "" },
		    "credit=9\n" },
		{ "a text that is gone", all, { 32, "", "" }, "broker=\n" },
		{ "a secret", all, { 32, "x", "s3cret" },
		    "broker=x\nsecret=(secret)\n" },
		{ "a password within", all,
		    { 32, "host=h password='a b' user=u", "" },
		    "broker=host=h password=*** user=u\n" },
		{ "a password in an address", all,
		    { 32, "postgresql://u:pw@h/d", "" },
		    "broker=postgresql://u:***@h/d\n" },
		{ "a line of its own", all, { 32, "a\ncredit=1\x1b", "" },
		    "broker=a credit=1 \n" },
		{ "its own", own, { 32, "tcp://here:1", "" }, "" },
	};
	struct buf	 b = { 0 };
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		buf_clear(&b);
		buf_text(&b, "");
		conf_tell(rows[i].keys, &rows[i].conf, &b);
		if (strcmp(b.data, rows[i].told) != 0)
			fail_msg("%s: %s", rows[i].label, b.data);
	}
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(conf_takes_them_in_order),
		cmocka_unit_test(conf_names_what_is_wrong),
		cmocka_unit_test(a_secret_stands_in_its_owners_file_only),
		cmocka_unit_test(conf_refuses_long_texts),
		cmocka_unit_test(conf_prints_itself),
		cmocka_unit_test(every_value_says_where_it_is_from),
		cmocka_unit_test(what_is_told_of_settings_is_no_secret),
		cmocka_unit_test(log_writes_each_form),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
