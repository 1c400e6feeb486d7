/*
 * What the line says of itself: stages, nodes, sources; one of each; what happens
 * while it happens; and a worker that is asked to leave.
 */
#include "tests/e2e/operator.h"

static const struct {
	const char	*label, *words[6], *said;
	int		 code;
} rows[] = {
	{ "stages", { "get", "stages" }, "quality-combination", EXIT_OK },
	{ "by name", { "get", "stage", "-o", "name" }, "publication\n",
	    EXIT_OK },
	{ "wide", { "get", "stages", "-o", "wide" }, "ABOVE WATERMARK",
	    EXIT_OK },
	{ "what to do next", { "get", "stages" }, "Next:  sixthkey describe",
	    EXIT_OK },
	{ "nodes", { "get", "nodes" }, "ready", EXIT_OK },
	{ "sources", { "get", "sources", "-o", "csv" },
	    "/files/operations,30,0,0,0,", EXIT_OK },
	{ "operations", { "get", "operations", "-o", "json" }, "[]", EXIT_OK },
	{ "rule sets", { "get", "rulesets" }, "nhs-combined-2018-03",
	    EXIT_OK },
	{ "who is rated", { "get", "trusts", "-o", "name" }, "R", EXIT_OK },
	{ "one stage", { "describe", "stage", "assessment" },
	    "above_watermark", EXIT_OK },
	{ "one source", { "describe", "source", "/files/operations", "-o",
	    "jsonl" }, "\"accepted\":30", EXIT_OK },
	{ "one rule set", { "describe", "ruleset", "nhs-combined-2018-03" },
	    "inadequate", EXIT_OK },
	{ "none of that name", { "describe", "stage", "asessment" },
	    "sixthkey get stages lists them", EXIT_NOINPUT },
	{ "a kind mistyped", { "get", "stagse" }, "did you mean \"stages\"",
	    EXIT_USAGE },
	{ "a form mistyped", { "get", "stages", "-o", "tabel" },
	    "table, wide, json", EXIT_USAGE },
	{ "an option mistyped", { "get", "stages", "--ouptut", "csv" },
	    "did you mean", EXIT_USAGE },
	{ "a stage mistyped", { "tail", "publicatoin" },
	    "did you mean \"publication\"", EXIT_USAGE },
	{ "nobody of that name", { "drain", "nobody", "--reason", "r" },
	    "there is no worker", EXIT_NOINPUT },
	{ "no reason", { "drain", "nobody" }, "give a reason", EXIT_USAGE },
};

static void
looks(void)
{
	size_t	 i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		print_message("%s\n", rows[i].label);
		verb_run(rows[i].code, rows[i].words);
		verb_said(rows[i].said);
	}
}

/* Records that came while it looked, each once, and it ends by itself. */
static void
follows(struct line *l)
{
	struct verb	 tail = VERB_BEGIN("tail", "assessment", "-o",
			    "name", "--limit", "20");

	feed(l, 30, 20);
	line_settle(l, 50, SETTLE_S);
	/* What was there before it began is not its. */
	feed(l, 50, 20);
	assert_int_equal(verb_end(tail), EXIT_OK);
	line_settle(l, 70, SETTLE_S);
}

/* The only worker of a stage but one: its node, as get nodes has it. */
static void
leaves(struct line *l)
{
	char	 node[64];

	snprintf(node, sizeof(node), "%.12s", strstr(VERB(EXIT_OK, "get",
	    "nodes", "-o", "jsonl"), "\"node\":\"") + strlen("\"node\":\""));
	VERB(EXIT_OK, "drain", node, "--wait", "--reason", "new kernel");
	verb_said("It has left.");
	VERB(EXIT_OK, "get", "nodes", "-o", "name");
	verb_silent(node);
	VERB(EXIT_OK, "get", "audit");
	verb_said("new kernel");
	feed(l, 70, 10);
	line_settle(l, 80, SETTLE_S);
}

/* Worked again and measured, with nothing new to show for it. */
static void
works_again(struct line *l)
{
	int64_t	 events = strtoll(value(COUNT_OF("event")), NULL, 10);
	char	 snapshot[32];

	VERB(EXIT_USAGE, "replay", "--reason", "test");
	verb_said("--trust ORGANISATION, or");
	VERB(EXIT_USAGE, "replay", "--since", "2020-01-01");
	verb_said("give a reason");
	VERB(EXIT_USAGE, "replay", "--since", "soon", "--reason", "test");
	verb_said("--since takes a day");
	VERB(EXIT_NO, "replay", "--trust", "RZZ", "--reason", "test");
	verb_said("no organisation is there with events, of RZZ");
	VERB(EXIT_OK, "replay", "--since", "2020-01-01", "--reason", "test");
	verb_said("Would work again 7 organisations with events, accepted "
	    "since 2020-01-01T00:00:00Z");
	snprintf(snapshot, sizeof(snapshot), "%s", verb_snapshot());
	VERB(EXIT_USAGE, "retry", "--snapshot", snapshot, "--yes");
	verb_said("is a snapshot for replay");
	VERB(EXIT_USAGE, "replay", "--snapshot", snapshot);
	verb_said("these are 7 organisations; say --yes");
	VERB(EXIT_OK, "replay", "--snapshot", snapshot, "--yes");
	verb_said("Worked again 7 of 7 organisations");
	line_settle(l, events + 7, SETTLE_S);
	VERB(EXIT_OK, "replay", "--snapshot", snapshot, "--yes");
	verb_said("Worked again 7 of 7 organisations");
	VERB(EXIT_OK, "bench", "--seconds", "1");
	verb_said("nothing was written");
	assert_int_equal(strtoll(value(COUNT_OF("event")), NULL, 10),
	    events + 7);
}

static void
walks_through(struct line *l)
{
	int64_t	 events = strtoll(value(COUNT_OF("event")), NULL, 10);

	VERB(EXIT_OK, "demo");
	verb_said("every tally is what was counted");
	verb_said("Next:  sixthkey top");
	line_settle(l, events + 80, SETTLE_S);
}

static void
the_line_says_how_it_is(void **state)
{
	struct line	*l = line_start(pg_shared(), 2, NULL, NULL);

	(void)state;
	connect_verbs();
	line_connect_verbs(l);
	feed(l, 0, 30);
	line_settle(l, 30, SETTLE_S);
	looks();
	follows(l);
	leaves(l);
	works_again(l);
	walks_through(l);
	assert_books_balance();
	line_stop(&l);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(the_line_says_how_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
