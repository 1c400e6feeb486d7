/*
 * What each page and `status` cost where very much waits, and where very much is
 * dead: blocks of the database, which tell more than the time of a busy machine;
 * and that the figures are those of a full count.  A page that takes long holds
 * up no other.  SIXTHKEY_PAGES_EVENTS says how many (40000; long-pages.sh says a
 * million).
 */
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/text.h"
#include "operations/books.h"
#include "schema/db.h"
#include "tests/lib/browser.h"
#include "tests/lib/tallier.h"
#include "tests/lib/test.h"
#include "tests/lib/verb.h"

enum {
	EVENTS = 40000, DEAD_EACH = 20, RANGE = 10000,
	BLOCKS_MOST = 30000,	/* of a page; a million events have 60,000 */
	PATH = 200
};

static struct browser	 olu;
static long		 events;
static int		 dear;		/* pages that cost too much */

static const char *
value(const char *sql)
{
	return pg_value(browser_line.pg, "set search_path = sixthkey, public; "
	    "%s", sql);
}

/* ---- a database that is full ------------------------------------------------ */

/* The line runs and does nothing, so that what there is stays. */
static int
set_up(void **state)
{
	const char	*many = getenv("SIXTHKEY_PAGES_EVENTS");
	int64_t		 n = EVENTS;

	(void)state;
	if (many != NULL)
		assert_int_equal(text_number(many, RANGE, INT32_MAX, &n), 0);
	events = (long)n;
	browser_line.server = "shared_preload_libraries = "
	    "'pg_stat_statements'\nmax_wal_size = '4GB'\n";
	webline_start(&browser_line);
	browser_person("olu", "operator viewer");
	value("create extension pg_stat_statements schema public");
	value("insert into stage_setting (stage, key, value, set_by, reason) "
	    "values (0, 'paused', '1', 'olu', 'nothing may move')");
	olu = browser_sign_in("olu");
	browser_see(&olu, "/", "is paused");
	pg_value(browser_line.pg, "insert into sixthkey.event (kind, worker, "
	    "source, source_id, subject, digest, payload) select 2, 1, '/t', "
	    "i, 'S' || i %% 50000, sha256('x'), 'x' "
	    "from generate_series(1, %ld) i", events);
	pg_value(browser_line.pg, "insert into sixthkey.source_number select "
	    "'/t' || i %% 3, i, 'S' || i %% 50000 from generate_series(1, %ld) "
	    "i where i %% 997 <> 0", events);
	return 0;
}

static void
bury(const char *which)
{
	pg_value(browser_line.pg, "insert into sixthkey.aside (stage, event_id, "
	    "worker, verdict, attempt, error) select 2, event_id, 1, 3, 3, "
	    "case event_id %% 3 when 0 then 'the register answered 503 after ' "
	    "|| event_id || ' ms' else 'cell \"' || event_id || "
	    "'\" is unknown' end from sixthkey.event e where %s and not exists "
	    "(select from sixthkey.aside a where a.stage = 2 and "
	    "a.event_id = e.event_id)", which);
	pg_value(browser_line.pg, "vacuum analyze");
}

static struct db *
connect_as(const char *role, const enum query *list)
{
	struct err	 e = { 0 };
	struct db	*db = db_open(pg_conninfo(browser_line.pg, role),
			    "test", list, NULL, NULL, &e);

	if (db == NULL)
		fail_msg("%s", e.text);
	return db;
}

/* The broker's own rounds come once a second; these are the same. */
static void
make_tallies(void)
{
	char	 full[32];

	snprintf(full, sizeof(full), "%ld", events / RANGE);
	tallier_until(browser_line.pg, "select count(*) from tally_aside_now "
	    "where tally_id is not null and stage = 2", full);
}

/* ---- what a page costs ------------------------------------------------------ */

static const char *const pages[] = {
	"/", "/aside", "/stages/ingest", "/stages/assessment",
	"/stages/publication", "/events", "/events?state=dead",
	"/events?state=waiting&stage=assessment", "/events?state=through",
	"/events?subject=S21", "/events?since=2h&until=0s",
	"/events?state=dead&since=2020-01-01", "/events/21", "/events/20", "/trusts",
	"/decisions", "/rulesets", "/sources", "/operations", "/audit",
	"/health", "/?format=json", "/aside?format=json"
};

enum { PAGES = sizeof(pages) / sizeof(pages[0]) };

static int64_t
blocks_of(const char *role)
{
	return strtoll(pg_value(browser_line.pg, "select coalesce(sum("
	    "(shared_blks_hit + shared_blks_read) / calls), 0)::bigint from "
	    "public.pg_stat_statements s join pg_roles r on r.oid = s.userid "
	    "where rolname = 'sixthkey_%s'", role), NULL, 10);
}

static void
note(const char *what, const char *path, int64_t ms, int64_t blocks)
{
	print_message("{\"at\":\"%s\",\"page\":\"%s\",\"ms\":%lld,"
	    "\"blocks\":%lld}\n", what, path, (long long)ms,
	    (long long)blocks);
	if (blocks <= BLOCKS_MOST)
		return;
	dear++;
	print_message("more than %d: %s\n", BLOCKS_MOST, value("select (("
	    "shared_blks_hit + shared_blks_read) / calls) || ' of ' || query "
	    "from pg_stat_statements order by (shared_blks_hit + "
	    "shared_blks_read) / calls desc limit 1"));
}

static void
look_at(const char *what, const char *path)
{
	int64_t	 from, took;

	value("select pg_stat_statements_reset()");
	from = clock_ms();
	browser_get(&olu, path);
	took = clock_ms() - from;
	browser_expect(path, 200, NULL);
	note(what, path, took, blocks_of("console"));
}

static int64_t
begin_look(void)
{
	value("select pg_stat_statements_reset()");
	return clock_ms();
}

static void
look_at_verbs(const char *what)
{
	int64_t	 from;

	setenv("SIXTHKEY_DB", pg_conninfo(browser_line.pg, "reader"), 1);
	setenv("SIXTHKEY_CONTROL", line_control(browser_line.line), 1);
	from = begin_look();
	VERB(0, "status");
	note(what, "sixthkey status", clock_ms() - from, blocks_of("reader"));
	from = begin_look();
	VERB(0, "get", "deadletters");
	verb_said("cell");
	note(what, "sixthkey get deadletters", clock_ms() - from,
	    blocks_of("reader"));
}

/* What /metrics shows was brought by a thread of its own, not long ago. */
static void
look_at_metrics(const char *what)
{
	static struct reply	 r;
	int			 left = 600;
	int64_t			 from;

	value("select pg_stat_statements_reset()");
	do {
		assert_true(left-- > 0);
		test_pause(100);
	} while (strcmp(value("select count(*) from pg_stat_statements where "
	    "query like '%tally_decision%' and userid = "
	    "'sixthkey_web'::regrole"), "1") != 0);
	from = clock_ms();
	http_ask(browser_line.port, "GET", "/metrics", "", NULL, &r);
	note(what, "/metrics", clock_ms() - from, blocks_of("web"));
}

static void
assert_books_right(void)
{
	static const enum query	 list[] = { Q_SHOW_STAGES, Q_CHECK_STAGES,
		Q_NONE };
	struct db		*db = connect_as("reader", list);
	struct buf		 said[2] = { 0 };
	struct books		 b, all;
	struct err		 e = { 0 };

	if (books_read(&b, db, &e) != 0 || books_recount(&all, db, &e) != 0)
		fail_msg("%s", e.text);
	books_json(&b, &said[0]);
	books_json(&all, &said[1]);
	print_message("%s", said[0].data);
	assert_string_equal(said[0].data, said[1].data);
	assert_true(books_balanced(&b));
	buf_release(&said[0]);
	buf_release(&said[1]);
	db_close(&db);
}

static void
look_at_all(const char *what, const char *dead)
{
	size_t	 i;

	make_tallies();
	assert_books_right();
	browser_see(&olu, "/?format=json", dead);
	for (i = 0; i < PAGES; i++)
		look_at(what, pages[i]);
	look_at_verbs(what);
	look_at_metrics(what);
}

#define CELLS	"stage=assessment&verdict=dead" \
		"&sort=cell+%22%E2%80%A6%22+is+unknown"

/* Bound, and looked at; its page costs the same however many it is about. */
static void
look_at_action(const char *what, const char *verb, const char *page,
    const char *filter)
{
	char	 deed[PATH], fields[PATH], path[PATH];
	int64_t	 from = clock_ms();

	snprintf(deed, sizeof(deed), "%.*s/preview", (int)strcspn(page, "?"),
	    page);
	snprintf(fields, sizeof(fields), "verb=%s&%s&reason=it+is+back",
	    verb, filter);
	browser_act(&olu, page, deed, fields);
	browser_expect("preview", 303, "Location: /operations/s-");
	print_message("{\"at\":\"%s\",\"preview\":\"%s %s\",\"ms\":%lld}\n",
	    what, verb, page, (long long)(clock_ms() - from));
	browser_between("Location:", "/operations/", "\r\n", path + 12,
	    sizeof(path) - 12);
	memcpy(path, "/operations/", 12);
	look_at(what, path);
}

static void
pages_cost_the_same_however_much_there_is(void **state)
{
	char	 dead[40];

	(void)state;
	bury("event_id % 20 = 1");
	snprintf(dead, sizeof(dead), "\"dead\":%ld", events / DEAD_EACH);
	look_at_all("waiting", dead);
	look_at_action("waiting", "retry", "/aside", CELLS);
	look_at_action("waiting", "retry", "/events?state=dead&since=2h",
	    "state=dead&since=2h");
	bury("true");
	snprintf(dead, sizeof(dead), "\"dead\":%ld", events);
	look_at_all("dead", dead);
	look_at_action("dead", "discard", "/aside", CELLS);
	look_at_action("dead", "discard", "/events?since=2h&subject=S21",
	    "since=2h&subject=S21");
	assert_int_equal(dear, 0);
}

/* ---- one that waits --------------------------------------------------------- */

static int
ask_beside(const char *path)
{
	int	 pid = fork();

	assert_true(pid >= 0);
	if (pid != 0)
		return pid;
	browser_get(&olu, path);
	_exit(browser_answer.status == 200 ? 0 : 1);
}

static void
a_slow_page_holds_up_no_other(void **state)
{
	static const enum query	 none[] = { Q_NONE };
	struct db		*owner = connect_as("owner", none);
	struct err		 e;
	int			 pid, status = 0;

	(void)state;
	assert_int_equal(db_script(owner, "begin; lock table sixthkey.audit in "
	    "access exclusive mode", &e), 0);
	pid = ask_beside("/audit");
	while (strcmp(value("select count(*) from pg_locks where not granted"),
	    "1") != 0)
		test_pause(20);
	browser_get(&olu, "/");
	browser_expect("another page", 200, "Pipeline");
	browser_get(&olu, "/events/1");
	browser_expect("and another", 200, "Event 1");
	assert_int_equal(waitpid(pid, &status, WNOHANG), 0);
	assert_int_equal(db_script(owner, "commit", &e), 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	db_close(&owner);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_slow_page_holds_up_no_other),
		cmocka_unit_test(pages_cost_the_same_however_much_there_is),
	};

	return cmocka_run_group_tests(tests, set_up, browser_down);
}
