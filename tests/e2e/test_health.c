/*
 * The page of the line's health with real copies of the database, an archive
 * that fails, a process that is set otherwise than its like, and a schema that
 * does not fit; the doctor says the same.
 */
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/lib/browser.h"
#include "tests/lib/test.h"
#include "tests/lib/verb.h"

enum { PATIENCE = 120 * 50, STEP_MS = 20 };

#define PAGE	"/health"

static struct browser	 olu;

static int
set_up(void **state)
{
	(void)state;
	browser_line.server = "archive_mode = on\n"
	    "archive_command = 'true'\n";
	webline_start(&browser_line);
	browser_person("olu", "operator");
	olu = browser_sign_in("olu");
	line_connect_verbs(browser_line.line);
	return 0;
}

/* Until the page has it no more. */
static void
wait_without(const char *text)
{
	int	 left = PATIENCE;

	for (browser_get(&olu, PAGE); strstr(browser_answer.text, text) != NULL;
	    browser_get(&olu, PAGE)) {
		if (left-- == 0)
			fail_msg("still \"%s\"", text);
		test_pause(STEP_MS);
	}
}

static void
page_is_without(const char *text)
{
	browser_get(&olu, PAGE);
	if (strstr(browser_answer.text, text) != NULL)
		fail_msg("shows \"%s\"", text);
}

/* ---- copies -------------------------------------------------------------------- */

static void
a_replica_comes_and_is_cut(void **state)
{
	struct pg	*second;

	(void)state;
	browser_see(&olu, PAGE, "<p>No replica: a lost disk loses what is not "
	    "in the archive; see docs/backup.md.</p>");
	VERB(EXIT_SUCCESS, "doctor");
	verb_said("replicas  No replica: a lost disk loses what is not");
	second = pg_replica(browser_line.pg, "second");
	browser_see(&olu, PAGE, "<th scope=\"row\">second</th><td>follows</td>"
	    "<td>no</td>");
	browser_see(&olu, PAGE, "<p>1 replica follows, ");
	browser_expect("its check", 200, "<th scope=\"row\">replicas</th><td>"
	    "<span class=\"state good\">well</span></td>"
	    "<td class=\"text\">1 replica follows, ");
	browser_see(&olu, PAGE "?format=json", "\"name\":\"second\","
	    "\"state\":\"streaming\",\"sync\":\"async\",\"bytes_behind\":0,");
	VERB(EXIT_SUCCESS, "doctor");
	verb_said("replicas  1 replica follows, ");
	pg_stop(&second);
	browser_see(&olu, PAGE, "<p>No replica: ");
	page_is_without(">second<");
}

static void
a_place_that_nobody_takes_is_told(void **state)
{
	(void)state;
	pg_value(browser_line.pg,
	    "select pg_create_physical_replication_slot('third', true)");
	browser_see(&olu, PAGE, "third is away and its place is kept: ");
	browser_expect("row", 200, "<th scope=\"row\">third</th>"
	    "<td>is away; its place is kept</td>");
	VERB(EXIT_FAILURE, "doctor");
	verb_said("drop its slot");
	pg_value(browser_line.pg, "select pg_drop_replication_slot('third')");
	wait_without("third");
}

/* A command of its own each time: the archiver may have begun with the last. */
static void
archive_by(const char *command)
{
	pg_value(browser_line.pg, "alter system set archive_command = '%s'",
	    command);
	pg_value(browser_line.pg, "select pg_reload_conf()");
	pg_value(browser_line.pg, "create temp table t as select 1");
	pg_value(browser_line.pg, "select pg_switch_wal()");
}

static void
an_archive_that_fails_is_told(void **state)
{
	(void)state;
	archive_by("false");
	browser_see(&olu, PAGE, "It does not work now: ");
	VERB(EXIT_FAILURE, "doctor");
	verb_said("archive   It does not work now: ");
	archive_by("true");
	browser_see(&olu, PAGE, "It works: the last file was stored ");
}

/* ---- processes ----------------------------------------------------------------- */

/* One more of ingest, whose every message is a batch. */
static pid_t
start_another(void)
{
	char	 bin[LINE_PATH], program[LINE_PATH + 20], db[400], end[400];
	pid_t	 pid = fork();

	assert_true(pid >= 0);
	if (pid != 0)
		return pid;
	line_programs(bin);
	snprintf(program, sizeof(program), "%s/sixthkey-ingest", bin);
	snprintf(db, sizeof(db), "db=%s password=s3cret",
	    pg_conninfo(browser_line.pg, "ingest"));
	snprintf(end, sizeof(end), "broker=ipc://%s/workers",
	    pg_socket(browser_line.pg));
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	execl(program, program, "-o", db, "-o", end, "-o", "batch=7", "-o",
	    "name=odd", NULL);
	_exit(127);
}

static void
who_is_set_otherwise_is_shown(void **state)
{
	pid_t	 pid;

	(void)state;
	browser_see(&olu, PAGE, "<p>All 6 processes are configured alike.</p>");
	pid = start_another();
	browser_see(&olu, PAGE, "<td>ingest</td><td>batch</td>"
	    "<td class=\"text\"><code>7</code></td><td class=\"n\">1</td>"
	    "<td class=\"text\">odd ");
	browser_expect("its like", 200, "<td>ingest</td><td>batch</td>"
	    "<td class=\"text\"><code>(default)</code></td>");
	browser_expect("that is a finding", 200, "<th scope=\"row\">settings"
	    "</th><td><span class=\"state warn\">look</span></td>"
	    "<td class=\"text\">2 settings differ between");
	browser_expect("no secret", 200, "password=***");
	page_is_without("s3cret");
	VERB(EXIT_FAILURE, "doctor");
	verb_said("ingest batch = 7: odd ");
	verb_silent("s3cret");
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	browser_see(&olu, PAGE, "<p>All 6 processes are configured alike.</p>");
}

static void
the_leader_and_its_lease_are_shown(void **state)
{
	(void)state;
	browser_see(&olu, PAGE, "<span class=\"state good\">leads</span>");
	browser_expect("lease", 200, "; the lease ends in ");
}

/* ---- a schema that does not fit ---------------------------------------------------- */

static void
await_answer(int port, const char *path, int status, const char *says)
{
	static struct reply	 r;
	int			 left = PATIENCE;

	for (;;) {
		http_ask(port, "GET", path, "", NULL, &r);
		if (r.status == status && strstr(r.text, says) != NULL)
			return;
		if (left-- == 0)
			fail_msg("%s: %d %s", path, r.status, r.text);
		test_pause(STEP_MS);
	}
}

static void
a_schema_that_does_not_fit_is_told(void **state)
{
	static const struct {
		const char	*label, *sql, *says;
	} rows[] = {
		{ "too old", "delete from schema_version where number = "
		    "(select max(number) from schema_version)",
		    "run sixthkey db migrate" },
		{ "too new", "insert into schema_version (number, name, "
		    "checksum) select max(number) + 2, 'newer', repeat('0', 64) from "
		    "schema_version", "use a newer sixthkey" },
	};
	struct webline	*w = &browser_line;
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		pg_value(w->pg, "%s", rows[i].sql);
		webline_again(w);
		await_answer(w->console, "/", 503,
		    "The database is at schema ");
		await_answer(w->console, "/health", 503, rows[i].says);
		await_answer(w->console, "/", 503, "<h1>Service Unavailable");
		await_answer(w->port, "/v1/trusts/RGT", 503, rows[i].says);
		await_answer(w->port, "/readyz", 503, rows[i].says);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_leader_and_its_lease_are_shown),
		cmocka_unit_test(a_replica_comes_and_is_cut),
		cmocka_unit_test(a_place_that_nobody_takes_is_told),
		cmocka_unit_test(an_archive_that_fails_is_told),
		cmocka_unit_test(who_is_set_otherwise_is_shown),
		cmocka_unit_test(a_schema_that_does_not_fit_is_told),
	};

	return cmocka_run_group_tests(tests, set_up, browser_down);
}
