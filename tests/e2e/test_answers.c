/*
 * What every verb answers, on a real line: in the forms that it says it takes,
 * and with the command that is of use next.
 */
#include <sys/wait.h>

#include "base/buf.h"
#include "tests/e2e/operator.h"
#include "tests/lib/file.h"
#include "tests/lib/harvest.h"
#include "tests/lib/machine.h"

enum { EVENTS = 80, WORD = 600, WORDS = 16 };

/* Words that stand for what the line has. */
static char	 trust[WORD], file[WORD], site[WORD], ratings[WORD],
		 keys[WORD];

static const struct {
	const char	*name, *value;
} places[] = {
	{ "@TRUST", trust }, { "@FILE", file }, { "@SITE", site },
	{ "@RATINGS", ratings }, { "@KEYS", keys },
};

/* A call of each verb that does no harm twice, how it ends, and the beginning
 * of what it says to do next ("" where that is not behind "Next:"). */
static const struct sample {
	const char	*words[12], *next;
	int		 code;
} samples[] = {
	{ { "feed", "@FILE" }, "sixthkey status --wait", EXIT_OK },
	{ { "validate", "@FILE" }, "sixthkey feed ", EXIT_OK },
	{ { "status" }, "sixthkey get deadletters", EXIT_OK },
	{ { "check", "ledger" }, "sixthkey status", EXIT_OK },
	{ { "explain", "@TRUST" }, "sixthkey diff ", EXIT_OK },
	{ { "whatif", "@TRUST", "safe=good" }, "sixthkey explain ", EXIT_OK },
	{ { "workflow", "@TRUST" }, "sixthkey explain ", EXIT_OK },
	{ { "compare-rulesets", "nhs-quality-2014", "nhs-quality-2017-06" },
	    "sixthkey whatif ", EXIT_OK },
	{ { "audit" }, "sixthkey explain ", EXIT_OK },
	{ { "diff", "@TRUST", "v1", "v2" }, "sixthkey explain ", EXIT_OK },
	{ { "get", "ratings" }, "sixthkey explain ", EXIT_OK },
	{ { "tail", "--limit", "1", "-o", "table" }, "sixthkey journey ",
	    EXIT_OK },
	{ { "journey", "1" }, "sixthkey explain ", EXIT_OK },
	{ { "describe", "stage", "ingest" }, "sixthkey pause ", EXIT_OK },
	{ { "retry", "--verdict", "dead", "--reason", "r" }, "", EXIT_OK },
	{ { "discard", "--class", "event", "--reason", "r" }, "", EXIT_OK },
	{ { "replay", "--trust", "@TRUST", "--reason", "r" }, "", EXIT_OK },
	{ { "pause", "publication", "--reason", "r" },
	    "sixthkey resume stage publication", EXIT_OK },
	{ { "resume", "publication", "--reason", "r" }, "sixthkey status",
	    EXIT_OK },
	{ { "drain", "nobody", "--reason", "r" }, "", EXIT_NOINPUT },
	{ { "set", "all", "batch_count=100", "--reason", "r" },
	    "sixthkey get settings", EXIT_OK },
	{ { "award", "@TRUST", "use_of_resources=good", "--approver", "B",
	    "--rationale", "r" }, "", EXIT_OK },
	{ { "publish", "@TRUST", "--approver", "B", "--rationale", "r" }, "",
	    EXIT_OK },
	{ { "withdraw", "@TRUST", "--approver", "B", "--rationale", "r" }, "",
	    EXIT_OK },
	{ { "correct", "1", "--retract", "--approver", "B", "--rationale",
	    "r" }, "", EXIT_OK },
	{ { "export", "@SITE" }, "open ", EXIT_OK },
	{ { "rate", "@RATINGS" }, "sixthkey rulesets ", EXIT_OK },
	{ { "rulesets" }, "sixthkey rulesets ID", EXIT_OK },
	{ { "db", "status" }, "sixthkey db verify", EXIT_OK },
	{ { "people", "list" }, "sixthkey people add", EXIT_OK },
	{ { "keys", "list", "--dir", "@KEYS" }, "sixthkey keys new", EXIT_OK },
	{ { "config", "show" }, "sixthkey config show --origin", EXIT_OK },
	{ { "doctor" }, "sixthkey status", EXIT_OK },
	{ { "logs" }, "sixthkey logs --follow", EXIT_OK },
	{ { "demo", "--examples", "@FILE" }, "sixthkey top", EXIT_OK },
	{ { "bench", "--seconds", "1" }, "sixthkey top", EXIT_OK },
	{ { "completion", "bash" }, "source ", EXIT_OK },
	{ { "help" }, "sixthkey help VERB", EXIT_OK },
	/* Its own test is test_top. */
	{ { "top", "what" }, "", EXIT_USAGE },
};
enum { SAMPLES = sizeof(samples) / sizeof(samples[0]) };

/* Their answer is for programs wherever it does not go to a terminal. */
static int
is_filter(const char *verb)
{
	return strcmp(verb, "rate") == 0 || strcmp(verb, "completion") == 0;
}

static int
has_no_end(const char *verb)
{
	return strcmp(verb, "tail") == 0;
}

static const struct sample *
sample_of(const char *verb)
{
	size_t	 i;

	for (i = 0; i < SAMPLES; i++)
		if (strcmp(samples[i].words[0], verb) == 0)
			return &samples[i];
	fail_msg("no sample of %s", verb);
	return NULL;
}

static const char *
word_of(const char *word)
{
	size_t	 i;

	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		if (strcmp(places[i].name, word) == 0)
			return places[i].value;
	return word;
}

/* A sample with what the line has, and two more words or NULL. */
static void
call_of(const struct sample *s, const char *a, const char *b,
    const char *out[WORDS])
{
	size_t	 n = 0;

	for (; s->words[n] != NULL; n++)
		out[n] = word_of(s->words[n]);
	out[n++] = a;
	out[n++] = a == NULL ? NULL : b;
	out[n] = NULL;
}

/* ---- the line ------------------------------------------------------------- */

static struct line	*line;

static void
write_file(char path[WORD], const char *name, const char *text)
{
	snprintf(path, WORD, "%s/%s", harvest_folder(), name);
	file_write(path, text);
}

static void
make_files(void)
{
	char	 log[WORD];

	write_file(file, "in.csv", "ods_code,trust,report_date,safe,effective,"
	    "caring,responsive,well_led,quality_overall,use_of_resources,"
	    "combined,source_url\nRGT,Cambridge,2019-02-26,good,good,good,"
	    "good,good,good,,,https://example.org/r\n");
	write_file(ratings, "ratings.csv", "safe,effective,caring,responsive,"
	    "well_led\ngood,good,good,good,good\n");
	write_file(log, "broker.log", "{\"did\":\"listening\"}\n");
	snprintf(site, sizeof(site), "%s/site", harvest_folder());
	snprintf(keys, sizeof(keys), "%s/broker", harvest_folder());
	setenv("SIXTHKEY_LOGS", harvest_folder(), 1);
	setenv("TERM", "xterm", 1);
	VERB(EXIT_OK, "keys", "new", "broker", "--dir", keys);
}

/* Something published, something dead, something counted. */
static void
make_line(void)
{
	connect_verbs();
	line = line_start(pg_shared(), 1, NULL, NULL);
	line_connect_verbs(line);
	make_files();
	feed(line, 0, EVENTS / 2);
	line_settle(line, EVENTS / 2, SETTLE_S);
	feed(line, EVENTS / 2, EVENTS / 2);
	line_settle(line, EVENTS, SETTLE_S);
	value("insert into sixthkey.event (kind, worker, source, source_id, "
	    "subject, digest, payload) values (2, 1, '/t', '1', 'RGT', "
	    "sha256('x'), '\\xff')");
	wait_for("select count(*) from sixthkey.aside where verdict = 3",
	    "1");
	snprintf(trust, sizeof(trust), "%s", value("select subject from "
	    "sixthkey.published_version group by subject having max(version) "
	    "> 1 limit 1"));
}


static int
runs(const struct verb *v)
{
	siginfo_t	 info = { 0 };

	assert_int_equal(waitid(P_PID, (id_t)v->pid, &info,
	    WEXITED | WNOHANG | WNOWAIT), 0);
	return info.si_pid == 0;
}

/* What looks for what happens has something to see; both outputs are one. */
static struct verb_apart
run_while_fed(const char *const *words)
{
	static int	 fed = EVENTS;
	struct verb	 v = verb_begin(words);
	int		 code;

	while (runs(&v)) {
		feed(line, fed++, 1);
		test_pause(50);
	}
	code = verb_end(v);
	return (struct verb_apart){ code, verb_all(), verb_all() };
}

static struct verb_apart
run(const struct sample *s, const char *a, const char *b)
{
	const char		*words[WORDS];
	struct verb_apart	 r;

	call_of(s, a, b, words);
	r = has_no_end(words[0]) ? run_while_fed(words) : verb_apart(words);
	if (r.code != s->code)
		fail_msg("%s %s %s: exit %d, not %d:\n%s%s", words[0],
		    a == NULL ? "" : a, b == NULL ? "" : b, r.code, s->code,
		    r.out, r.err);
	return r;
}

/* ---- forms, from the table of verbs ------------------------------------------ */

/* The forms of "-o table|json", one after the other. */
static int
next_form(const char **at, char out[WORD])
{
	size_t	 n;

	if (*at == NULL)
		return 0;
	n = strspn(*at, "abcdefghijklmnopqrstuvwxyz");
	snprintf(out, WORD, "%.*s", (int)n, *at);
	*at = (*at)[n] == '|' ? *at + n + 1 : NULL;
	return n > 0;
}

/* What is for a program is that alone, and nothing where there is no answer. */
static void
try_form(const struct sample *s, const char *form)
{
	struct verb_apart	 r = run(s, "-o", form);

	if (s->code != EXIT_OK)
		assert_string_equal(r.out, "");
	else if (machine_parse(form, r.out, s->words[0]) &&
	    (strstr(r.out, "Next:") != NULL || strstr(r.err, "Next:") != NULL))
		fail_msg("%s -o %s says what to do next", s->words[0], form);
}

static void
each_form_is_what_it_says(void **unused)
{
	const struct cmd	*c;
	const char		*at;
	char			 form[WORD];

	(void)unused;
	for (c = cmd_table; c->name != NULL; c++) {
		at = c->more == NULL ? NULL : strstr(c->more, "-o table");
		if (at != NULL)
			at += strlen("-o ");
		while (next_form(&at, form))
			if (strcmp(form, "events") != 0)
				try_form(sample_of(c->name), form);
		if (c->more != NULL && strstr(c->more, "--json ") != NULL)
			machine_parse("json", run(sample_of(c->name),
			    "--json", NULL).out, c->name);
	}
}

/* ---- what comes next --------------------------------------------------------------- */

static void
suggests(const struct sample *s, const char *text)
{
	const char	*at = NULL, *more = text;

	while ((more = strstr(more, "Next:  ")) != NULL)
		at = more++;
	if (at == NULL || strncmp(at + strlen("Next:  "), s->next,
	    strlen(s->next)) != 0)
		fail_msg("%s: next is not \"%s\": %s", s->words[0], s->next,
		    text);
}

static void
each_says_what_comes_next(void **unused)
{
	struct verb_apart	 r;
	size_t			 i;

	(void)unused;
	for (i = 0; i < SAMPLES; i++) {
		print_message("%s\n", samples[i].words[0]);
		r = run(&samples[i], NULL, NULL);
		if (is_filter(samples[i].words[0]))
			assert_null(strstr(r.err, "Next:"));
		else if (samples[i].next[0] != '\0')
			suggests(&samples[i], r.err);
		if (r.out != r.err && strcmp(samples[i].words[0], "demo") != 0)
			assert_null(strstr(r.out, "Next:"));
	}
}

/* On a terminal all do, and NO_COLOR is heard. */
static void
on_a_terminal_too(void **unused)
{
	const char	*words[WORDS];
	size_t		 i;

	(void)unused;
	for (i = 0; i < SAMPLES; i++) {
		if (has_no_end(samples[i].words[0]))
			continue;
		call_of(&samples[i], NULL, NULL, words);
		setenv("NO_COLOR", "1", 1);
		verb_terminal(samples[i].code, words);
		verb_silent("\033[0m");
		unsetenv("NO_COLOR");
		if (samples[i].next[0] != '\0')
			suggests(&samples[i], verb_all());
	}
	verb_terminal(EXIT_OK, (const char *const []){ "status", NULL });
	verb_said("\033[32mthe books balance");
	VERB(EXIT_OK, "status");
	verb_silent("\033");
}

static int
begin(void **unused)
{
	(void)unused;
	make_line();
	return 0;
}

static int
end(void **unused)
{
	(void)unused;
	line_stop(&line);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(each_says_what_comes_next),
		cmocka_unit_test(each_form_is_what_it_says),
		cmocka_unit_test(on_a_terminal_too),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
