/*
 * What is set at a stage, and where it came from: the page, `get settings` and
 * `config show --origin` say the same, before and after people set something.
 */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "operations/settings.h"
#include "tests/lib/browser.h"
#include "tests/lib/test.h"
#include "tests/lib/verb.h"

enum { VALUE = 64, PART = 200 };

#define STAGE	"/stages/assessment"

static struct browser	 olu;

/* One from the environment, which the broker and the command line share. */
static int
set_up(void **state)
{
	(void)state;
	setenv("SIXTHKEY_BACKLOG_SOFT", "123456", 1);
	setenv("SIXTHKEY_BULK_SOURCES", "", 1);
	webline_start(&browser_line);
	browser_person("olu", "operator");
	line_connect_verbs(browser_line.line);
	olu = browser_sign_in("olu");
	browser_see(&olu, STAGE "?format=json", "\"default\"");
	return 0;
}

/* The next value of a line of CSV. */
static const char *
next_value(const char *at, char out[VALUE])
{
	size_t	 n = strcspn(at, ",\n");

	assert_true(n < VALUE);
	snprintf(out, VALUE, "%.*s", (int)n, at);
	return at + n + (at[n] == ',');
}

/* As the broker would be started from here. */
static void
as_started(const char *key, char value[VALUE], char origin[VALUE])
{
	char		 head[PART];
	const char	*at;

	snprintf(head, sizeof(head), "sixthkey-broker,%s,", key);
	at = strstr(VERB(0, "config", "show", "broker", "--origin", "-o",
	    "csv"), head);
	if (at == NULL)
		fail_msg("no %s in %s", head, verb_all());
	next_value(next_value(at + strlen(head), value), origin);
}

static void
page_says(const char *key, const char *value, const char *origin)
{
	char		 part[PART];
	const char	*origins;

	browser_get(&olu, STAGE "?format=json");
	snprintf(part, sizeof(part), "\"%s\":\"%s\"", key, value);
	browser_expect(key, 200, part);
	origins = strstr(browser_answer.text, "\"origins\":{");
	snprintf(part, sizeof(part), "\"%s\":\"%s\"", key, origin);
	if (origins == NULL || strstr(origins, part) == NULL)
		fail_msg("no %s in %s", part, browser_answer.text);
}

static void
what_nobody_set_is_as_the_broker_was_started(void **state)
{
	const struct setting_key	*k;
	char				 value[VALUE], origin[VALUE],
					 line[PART];

	(void)state;
	for (k = setting_keys; k->name != NULL; k++) {
		as_started(k->name, value, origin);
		page_says(k->name, value, origin);
		VERB(0, "get", "settings", "-o", "csv");
		snprintf(line, sizeof(line), "\nall,%s,%s,%s,,,\n", k->name,
		    value, origin);
		verb_said(line);
	}
	page_says("window_count", "10000", "default");
	page_says("backlog_soft", "123456", "SIXTHKEY_BACKLOG_SOFT");
	browser_get(&olu, STAGE);
	browser_expect("the default", 200, "<th scope=\"row\">window_count</th>"
	    "<td>10000</td><td class=\"text\">default</td>");
	browser_expect("the environment", 200, "<td>123456</td>"
	    "<td class=\"text\">as the broker was started: "
	    "SIXTHKEY_BACKLOG_SOFT</td>");
	browser_expect("an empty one", 200, "<td>(empty)</td>");
	browser_expect("before a change", 200,
	    "window_count (now 10000)</option>");
}

/* In one stage, then in all others. */
static void
what_people_set_says_who(void **state)
{
	(void)state;
	browser_act(&olu, STAGE "?key=window_count&value=5000", "/set",
	    "stage=assessment&key=window_count&value=5000&was=&reason=small");
	browser_expect("set", 303, STAGE);
	browser_see(&olu, STAGE "?format=json", "\"window_count\":\"5000\"");
	page_says("window_count", "5000", SETTING_SET);
	browser_get(&olu, STAGE);
	browser_expect("who and why", 200, "<td>5000</td><td class=\"text\">"
	    "set here by olu since ");
	browser_expect("and why", 200, ": “small”</td>");
	browser_get(&olu, "/stages/publication");
	browser_expect("not there", 200, "<td>10000</td>"
	    "<td class=\"text\">default</td>");
	VERB(0, "get", "settings", "-o", "csv");
	verb_said("\nall,window_count,10000,default,,,\n");
	verb_said("\nassessment,window_count,5000,set,");
	verb_said(",olu,small\n");
}

/* Sets it as somebody who saw that nobody had; ends with what came of it. */
static pid_t
put_by_itself(const char *value)
{
	struct setting	 s = { STAGE_PUBLICATION, "batch_count", value, "t",
			    "at once", "" };
	struct arena	*a = arena_new(0);
	struct err	 e = { 0 };
	const char	*was;
	struct db	*db;
	pid_t		 pid = fork();

	if (pid != 0) {
		arena_free(&a);
		return pid;
	}
	db = db_open(pg_conninfo(browser_line.pg, "operator"), "racer",
	    setting_queries, NULL, NULL, &e);
	_exit(db == NULL ? 3 : setting_put(db, &s, &was, a, &e) & 3);
}

static void
of_two_who_saw_the_same_one_is_refused(void **state)
{
	static const char *const	 value[] = { "501", "502", "503" };
	enum { RACERS = 3, ROUNDS = 10 };
	pid_t				 pid[RACERS];
	int				 i, round, status, of[4];

	(void)state;
	for (round = 0; round < ROUNDS; round++) {
		pg_value(browser_line.pg, "delete from sixthkey.stage_setting "
		    "where key = 'batch_count'");
		memset(of, 0, sizeof(of));
		for (i = 0; i < RACERS; i++)
			pid[i] = put_by_itself(value[i]);
		for (i = 0; i < RACERS; i++) {
			assert_int_equal(waitpid(pid[i], &status, 0), pid[i]);
			assert_true(WIFEXITED(status));
			of[WEXITSTATUS(status) & 3]++;
		}
		assert_int_equal(of[0], 1);
		assert_int_equal(of[1], RACERS - 1);
	}
	pg_value(browser_line.pg, "delete from sixthkey.stage_setting where "
	    "key = 'batch_count'");
}

/* What was seen may have been set for all stages. */
static void
what_was_seen_is_what_counts(void **state)
{
	static const struct {
		const char	*label;
		int		 status;
		const char	*value, *was, *says;
	} rows[] = {
		{ "as nobody set it", 409, "7", "", "age_soft is 50 by now" },
		{ "as for all", 303, "7", "50", STAGE },
		{ "as for all, again", 409, "8", "50", "age_soft is 7 by now" },
		{ "its own", 303, "8", "7", STAGE },
	};
	char	 path[PART], form[PART];
	size_t	 i;

	(void)state;
	pg_value(browser_line.pg, "insert into sixthkey.stage_setting (stage, "
	    "key, value, set_by, reason) values (0, 'age_soft', '50', 't', "
	    "'for all')");
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		snprintf(path, sizeof(path), STAGE "?key=age_soft&value=%s",
		    rows[i].value);
		snprintf(form, sizeof(form), "stage=assessment&key=age_soft&"
		    "value=%s&was=%s&reason=x", rows[i].value, rows[i].was);
		browser_act(&olu, path, "/set", form);
		browser_expect(rows[i].label, rows[i].status, rows[i].says);
	}
}

/* A value that the broker does not take is not said to be in effect. */
static void
what_is_not_in_effect_is_told(void **state)
{
	(void)state;
	pg_value(browser_line.pg, "insert into sixthkey.stage_setting (stage, "
	    "key, value, set_by, reason) values (2, 'batch_count', '20000', "
	    "'t', 'by hand')");
	browser_see(&olu, STAGE, "to 20000, which the broker has not taken up "
	    "yet");
	browser_expect("in effect", 200, "<th scope=\"row\">batch_count</th>"
	    "<td>1000</td>");
}

static void
without_a_broker_nothing_is_made_up(void **state)
{
	(void)state;
	line_signal(browser_line.line, STAGE_NONE, 0, SIGSTOP);
	browser_see(&olu, STAGE, "as the broker was started, which does not "
	    "answer");
	browser_expect("no value", 200, "<th scope=\"row\">age_hard</th>"
	    "<td>–</td>");
	browser_expect("what people set", 200, "<td>5000</td>"
	    "<td class=\"text\">set here by olu");
	browser_get(&olu, STAGE "?format=json");
	browser_expect("null", 200, "\"age_hard\":null");
	VERB(0, "get", "settings", "-o", "csv");
	verb_said("what the broker was started with is not listed");
	verb_said("\nassessment,window_count,5000,set,");
	verb_silent("default");
	line_signal(browser_line.line, STAGE_NONE, 0, SIGCONT);
	browser_see(&olu, STAGE "?format=json", "\"age_hard\":\"86400\"");
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(what_nobody_set_is_as_the_broker_was_started),
		cmocka_unit_test(what_people_set_says_who),
		cmocka_unit_test(of_two_who_saw_the_same_one_is_refused),
		cmocka_unit_test(what_was_seen_is_what_counts),
		cmocka_unit_test(what_is_not_in_effect_is_told),
		cmocka_unit_test(without_a_broker_nothing_is_made_up),
	};

	return cmocka_run_group_tests(tests, set_up, browser_down);
}
