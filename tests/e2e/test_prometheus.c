/*
 * A real Prometheus scrapes a running line: its target is up, every figure of
 * the list is there, and an alert fires when a stage is paused and messages
 * wait.  Skipped where there is no Prometheus.
 */
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "tests/e2e/operator.h"
#include "tests/lib/ports.h"
#include "tests/lib/webline.h"

#define LIST	"deploy/prometheus/metrics.txt"
#define RULES	"deploy/prometheus/sixthkey.rules.yml"

enum { SCRAPED_MS = 120000 };

static struct webline	 w;
static char		 folder[] = "/tmp/sixthkey-prometheus.XXXXXX";
static int		 port;
static pid_t		 pid;
static struct reply	 answer;

static const char *
program(const char *name)
{
	static char		 path[64];
	static const char *const places[] = { "/usr/bin", "/usr/local/bin" };
	size_t			 i;

	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", places[i], name);
		if (access(path, X_OK) == 0)
			return path;
	}
	return NULL;
}

static const char *
in_folder(const char *name)
{
	static char	 path[120];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return path;
}

static void
replace(struct buf *b, const char *from, const char *to)
{
	struct buf	 out = { 0 };
	const char	*at = b->data, *hit;

	while ((hit = strstr(at, from)) != NULL) {
		buf_add(&out, at, (size_t)(hit - at));
		buf_text(&out, to);
		at = hit + strlen(from);
	}
	buf_text(&out, at);
	buf_release(b);
	*b = out;
}

static void
write_file(const char *name, const char *text)
{
	FILE	*f = fopen(in_folder(name), "w");

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

/* The alerts as they are shipped, for somebody in a hurry. */
static void
write_rules(void)
{
	FILE		*f = fopen(RULES, "r");
	struct buf	 b = { 0 };
	char		 line[400];

	assert_non_null(f);
	while (fgets(line, sizeof(line), f) != NULL)
		buf_text(&b, line);
	fclose(f);
	replace(&b, "for: 1m", "for: 0s");
	replace(&b, "for: 2m", "for: 0s");
	replace(&b, "> 300", "> 2");
	replace(&b, "[5m]", "[10s]");
	write_file("rules.yml", b.data);
	buf_release(&b);
}

static void
write_settings(void)
{
	char	 text[600];

	snprintf(text, sizeof(text), "global: {scrape_interval: 1s, "
	    "evaluation_interval: 1s}\nrule_files: [rules.yml]\n"
	    "scrape_configs:\n  - job_name: sixthkey\n    static_configs:\n"
	    "      - targets: ['127.0.0.1:%d']\n", w.port);
	write_file("prometheus.yml", text);
}

static void
start_prometheus(const char *path)
{
	char	 config[160], data[160], listen[80];

	write_rules();
	write_settings();
	ports_free(&port, 1);
	snprintf(config, sizeof(config), "--config.file=%s/prometheus.yml",
	    folder);
	snprintf(data, sizeof(data), "--storage.tsdb.path=%s/data", folder);
	snprintf(listen, sizeof(listen), "--web.listen-address=127.0.0.1:%d",
	    port);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		dup2(open(in_folder("log"), O_WRONLY | O_CREAT, 0600), 2);
		execl(path, path, config, data, listen, (char *)NULL);
		_exit(127);
	}
}

/* Until the answer to a query has this in it. */
static void
await(int of, const char *label, const char *path, const char *has)
{
	int64_t	 from = clock_ms();

	do {
		http_ask(of, "GET", path, "", NULL, &answer);
		if (clock_ms() - from > SCRAPED_MS)
			fail_msg("%s: %.2000s", label, answer.text);
		test_pause(100);
	} while (answer.status != 200 || strstr(answer.text, has) == NULL);
}

static void
every_figure_is_there(void)
{
	FILE	*f = fopen(LIST, "r");
	char	 line[400], path[500], *end;
	int	 n = 0;

	assert_non_null(f);
	while (fgets(line, sizeof(line), f) != NULL) {
		if (*line == '#' || (end = strchr(line, ' ')) == NULL)
			continue;
		*end = '\0';
		snprintf(path, sizeof(path), "/api/v1/query?query=%s%s", line,
		    strncmp(end + 1, "| histogram", 11) == 0 ? "_count" : "");
		await(port, line, path, "\"value\":[");
		n++;
	}
	assert_true(n >= 20);
	fclose(f);
}

/* Its exit status; what it says goes to `said`. */
static int
run(const char *path, const char *const *argv, const char *in)
{
	pid_t	 child = fork();
	int	 status, fd;

	assert_true(child >= 0);
	if (child == 0) {
		if (in != NULL && (fd = open(in_folder(in), O_RDONLY)) >= 0)
			dup2(fd, 0);
		fd = open(in_folder("said"), O_WRONLY | O_CREAT | O_TRUNC,
		    0600);
		dup2(fd, 1);
		dup2(fd, 2);
		execv(path, (char **)(uintptr_t)argv);
		_exit(127);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
the_text_is_clean(void)
{
	const char	*const argv[] = { "promtool", "check", "metrics",
			    NULL };
	const char	*body;

	if (program("promtool") == NULL)
		return;
	http_ask(w.port, "GET", "/metrics", "", NULL, &answer);
	assert_int_equal(answer.status, 200);
	body = strstr(answer.text, "\r\n\r\n");
	assert_non_null(body);
	write_file("metrics", body + 4);
	assert_int_equal(run(program("promtool"), argv, "metrics"), 0);
}

static void
prometheus_reads_a_running_line(void **state)
{
	const char	*path = program("prometheus");

	(void)state;
	if (path == NULL) {
		print_message("skipped: no prometheus\n");
		skip();
	}
	webline_start(&w);
	feed(w.line, 0, 100);
	line_settle(w.line, 100, SETTLE_S);
	start_prometheus(path);
	await(port, "the target", "/api/v1/targets", "\"health\":\"up\"");
	every_figure_is_there();
	await(port, "each of 100 counted once", "/api/v1/query?query="
	    "sixthkey_end_to_end_seconds_count%3D%3D100", "\"value\":[");
	await(port, "a fold's commits", "/api/v1/query?query="
	    "sixthkey_commit_seconds_count%7Bstage%3D%22quality-combination"
	    "%22%7D%3E0", "\"value\":[");
	the_text_is_clean();
	setenv("SIXTHKEY_DB", pg_conninfo(w.pg, "reader"), 1);
	setenv("SIXTHKEY_OPERATOR_DB", pg_conninfo(w.pg, "operator"), 1);
	VERB(EXIT_OK, "pause", "assessment", "--reason", "test");
	await(w.port, "the pause", "/readyz?verbose", "assessment: paused");
	feed(w.line, 100, 50);
	await(port, "the alert", "/api/v1/query?query=ALERTS",
	    "\"alertname\":\"SixthkeyMessagesAreLate\",\"alertstate\":"
	    "\"firing\"");
	VERB(EXIT_OK, "resume", "assessment", "--reason", "test");
	line_settle(w.line, 150, SETTLE_S);
	kill(pid, SIGTERM);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	webline_stop(&w);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(prometheus_reads_a_running_line),
	};
	const char		*const rm[] = { "rm", "-rf", folder, NULL };
	int			 failed;

	assert_non_null(mkdtemp(folder));
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	return run("/bin/rm", rm, NULL) != 0 || failed;
}
