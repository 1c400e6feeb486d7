/*
 * The figures at /metrics are those of deploy/prometheus/metrics.txt, in its
 * order and words; each has samples with its labels, and no series twice.
 */
#include "base/text.h"
#include "tests/lib/test.h"
#include "web/metrics.h"

#define LIST	"deploy/prometheus/metrics.txt"

enum { FIELDS = 6, LINES = 4000 };

/* "name | type | labels | unit | row | help" into its fields; 0 at the end. */
static int
next_row(FILE *f, char line[400], char *field[FIELDS])
{
	char	*at;
	int	 n;

	do
		if (fgets(line, 400, f) == NULL)
			return 0;
	while (*line == '#' || *line == '\n');
	line[strcspn(line, "\n")] = '\0';
	for (n = 0, at = line; n < FIELDS; n++) {
		char	*end = strchr(at, '|');

		field[n] = at + strspn(at, " ");
		if (end == NULL)
			break;
		at = end + 1;
		*end = '\0';
		while (end > field[n] && end[-1] == ' ')
			*--end = '\0';
	}
	assert_int_equal(n, FIELDS - 1);
	return 1;
}

static void
the_table_is_the_list(void **state)
{
	FILE			*f = fopen(LIST, "r");
	const struct series	*s;
	char			 line[400], *field[FIELDS];
	size_t			 i = 0;

	(void)state;
	assert_non_null(f);
	for (; next_row(f, line, field); i++) {
		s = series_at(i);
		if (s == NULL)
			fail_msg("%s is not exported", field[0]);
		assert_string_equal(series_name(s), field[0]);
		assert_string_equal(series_type(s), field[1]);
		assert_string_equal(series_help(s), field[5]);
	}
	assert_true(i >= 20);
	assert_null(series_at(i));
	fclose(f);
}

/* Two brokers, one of which leads, and everything counted. */
static void
make_picture(struct picture *p, struct stage_report *r,
    struct worker_report *w, struct submitter_report *s)
{
	static uint64_t	 meter[METER_COUNT];
	size_t		 i;

	for (i = 0; i < METER_COUNT; i++)
		meter[i] = i + 1;
	for (i = 0; i < STAGE_COUNT - 1; i++) {
		r[i] = (struct stage_report){ .stage = (enum stage)(i + 1),
		    .workers = 2, .busy = 1, .in_flight = 3, .lag = 9,
		    .flight_ms = 1000,
		    .meter = meter, .nmeter = METER_COUNT };
		w[i] = (struct worker_report){ .stage = (enum stage)(i + 1),
		    .instance = "i", .name = "n", .build = "0.1.0",
		    .schema_min = 1, .schema_max = 2 };
	}
	*s = (struct submitter_report){ .source = "/a \"b\"\\\n",
	    .answer = { 0, 1, 2, 3, 4, 5 } };
	p->nbroker = 2;
	for (i = 0; i < 2; i++)
		p->broker[i] = (struct broker_picture){
		    .endpoint = i == 0 ? "ipc:///a" : "ipc:///b", .there = 1,
		    .report = { .standby = i != 0, .build = "0.1.0",
			.report = r, .nreport = STAGE_COUNT - 1, .worker = w,
			.nworker = STAGE_COUNT - 1, .source = s,
			.nsource = 1, .meter = meter,
			.nmeter = METER_COUNT } };
	p->database = 1;
	p->books.stage[STAGE_ASSESSMENT].waiting = 10;
	p->books.stage[STAGE_ASSESSMENT].oldest_ms = 2000;
	p->aside_ms[STAGE_ASSESSMENT][VERDICT_RETRY] = 3000;
	p->aside_ms[STAGE_ASSESSMENT][VERDICT_DEAD] = 4000;
	p->aside_ms[STAGE_ASSESSMENT][VERDICT_PARKED] = 5000;
	p->horizon_ms = 1500;
}

/* All of it as text. */
static void
write_metrics(struct buf *out)
{
	struct stage_report	 r[STAGE_COUNT];
	struct worker_report	 w[STAGE_COUNT];
	struct submitter_report	 sub;
	struct picture		 p = { 0 };
	struct metrics		 m = { .picture = &p };

	make_picture(&p, r, w, &sub);
	metrics_write(&m, out);
}

/* Every label of the sample is among the list's, `broker` or `le`. */
static void
check_labels(const char *sample, const char *listed)
{
	const char	*at = strchr(sample, '{');
	char		 name[64];
	size_t		 n;

	while (at != NULL && *at != '}' && *at != '\0') {
		at++;
		n = strcspn(at, "=");
		snprintf(name, sizeof(name), "%.*s", (int)n, at);
		if (strcmp(name, "le") != 0 && strcmp(name, "broker") != 0 &&
		    strstr(listed, name) == NULL)
			fail_msg("%s: the label %s is not listed", sample,
			    name);
		for (at += n + 2; *at != '"'; at++)
			at += *at == '\\';
		at++;
	}
}

static int
is_sample_of(const char *line, const char *name)
{
	static const char *const suffixes[] = { "", "_bucket", "_sum",
	    "_count" };
	size_t	 n = strcspn(line, "{ "), i;

	for (i = 0; i < 4; i++)
		if (n == strlen(name) + strlen(suffixes[i]) &&
		    strncmp(line, name, strlen(name)) == 0 &&
		    strncmp(line + strlen(name), suffixes[i],
		    strlen(suffixes[i])) == 0)
			return 1;
	return 0;
}

static size_t
split(char *text, char *line[LINES])
{
	size_t	 n = 0;

	for (; *text != '\0' && n < LINES; n++) {
		line[n] = text;
		text += strcspn(text, "\n");
		if (*text == '\n')
			*text++ = '\0';
	}
	return n;
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
no_series_twice(char **line, size_t n)
{
	size_t	 i;

	for (i = 0; i < n; i++)
		if (line[i][0] != '#')
			*strrchr(line[i], ' ') = '\0';
	qsort(line, n, sizeof(*line), compare);
	for (i = 1; i < n; i++)
		if (strcmp(line[i - 1], line[i]) == 0)
			fail_msg("twice: %s", line[i]);
}

static void
every_figure_has_its_samples(void **state)
{
	struct buf		 b = { 0 };
	static char		*line[LINES];
	char			 row[400], *field[FIELDS];
	FILE			*f = fopen(LIST, "r");
	size_t			 n, i, seen;

	(void)state;
	assert_non_null(f);
	write_metrics(&b);
	n = split(b.data, line);
	while (next_row(f, row, field)) {
		for (i = seen = 0; i < n; i++)
			if (is_sample_of(line[i], field[0])) {
				check_labels(line[i], field[2]);
				seen++;
			}
		if (seen == 0)
			fail_msg("%s has no sample", field[0]);
	}
	fclose(f);
	no_series_twice(line, n);
	buf_release(&b);
}

/* For how long the oldest is in each state, by stage and state. */
static void
each_state_has_its_age(void **state)
{
	static const char *const	 states[] = { "in_flight", "ready",
					    "deferred", "dead", "parked" };
	struct buf			 b = { 0 };
	char				 sample[200];
	size_t				 i;

	(void)state;
	write_metrics(&b);
	for (i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
		snprintf(sample, sizeof(sample), "\n"
		    "sixthkey_oldest_message_age_seconds{stage=\"assessment\","
		    "state=\"%s\"} %zu.000000\n", states[i], i + 1);
		if (strstr(b.data, sample) == NULL)
			fail_msg("no %s", sample);
	}
	assert_null(strstr(b.data, "age_seconds{stage=\"ingest\","
	    "state=\"ready\"}"));
	buf_release(&b);
}

/* What is not known is left out rather than 0. */
static void
what_is_not_known_is_left_out(void **state)
{
	struct picture		 p = { 0 };
	struct metrics		 m = { .picture = &p };
	struct buf		 b = { 0 };

	(void)state;
	metrics_write(&m, &b);
	assert_null(strstr(b.data, "\nsixthkey_messages{"));
	assert_null(strstr(b.data, "\nsixthkey_ledger_imbalance{"));
	assert_null(strstr(b.data, "\nsixthkey_horizon_lag_seconds "));
	assert_non_null(strstr(b.data, "\nsixthkey_web_requests_total 0\n"));
	assert_true(text_utf8(b.data, b.len));
	buf_release(&b);
}

static void
values_are_what_was_counted(void **state)
{
	static const char *const parts[] = {
		"sixthkey_messages{stage=\"assessment\",state=\"ready\"} 7\n",
		"sixthkey_messages{stage=\"assessment\","
		    "state=\"in_flight\"} 3\n",
		"sixthkey_ledger_imbalance{stage=\"assessment\"} -10\n",
		"sixthkey_horizon_lag_seconds 1.500000\n",
		"sixthkey_worker_utilisation_ratio{stage=\"assessment\"} 0.5\n",
		"sixthkey_messages_finished_total{stage=\"ingest\","
		    "broker=\"ipc:///b\",outcome=\"done\"} 1\n",
		"{broker=\"ipc:///a\",source=\"/a \\\"b\\\"\\\\\\n\","
		    "result=\"busy\"} 5\n",
		"sixthkey_workers{stage=\"ingest\",state=\"ready\"} 1\n",
	};
	struct buf		 b = { 0 };
	size_t			 i;

	(void)state;
	write_metrics(&b);
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (strstr(b.data, parts[i]) == NULL)
			fail_msg("no %s in\n%s", parts[i], b.data);
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(the_table_is_the_list),
		cmocka_unit_test(every_figure_has_its_samples),
		cmocka_unit_test(each_state_has_its_age),
		cmocka_unit_test(what_is_not_known_is_left_out),
		cmocka_unit_test(values_are_what_was_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
