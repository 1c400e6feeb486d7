/*
 * What people decide goes through the line: shown first, two people, once.
 */
#include "tests/e2e/operator.h"

#define WHY	"--rationale", "panel of 3 March", "--approver", "B. Chair", \
		"--author", "A. Reviewer"
#define PUBLISHED "select count(*) from sixthkey.published_version"

static const struct {
	const char	*label, *words[14], *said;
	int		 code;
} refusals[] = {
	{ "one person", { "award", "RGT", "use_of_resources=good",
	    "--rationale", "r", "--author", "A. B", "--approver", "a. b " },
	    "expected a second person", EXIT_USAGE },
	{ "nobody agrees", { "publish", "RGT", "--rationale", "r" },
	    "say who else agrees", EXIT_USAGE },
	{ "no reason", { "withdraw", "RGT", "--approver", "B. Chair" },
	    "say why", EXIT_USAGE },
	{ "no such rating", { "award", "RGT", "use_of_resources=fine", WHY },
	    "is no rating", EXIT_USAGE },
	{ "no such question", { "award", "RGT", "saef=good", WHY },
	    "expected use_of_resources", EXIT_USAGE },
	{ "departs from nothing", { "award", "RGT", "safe=good", WHY },
	    "--from RATING", EXIT_USAGE },
	{ "no such organisation", { "publish", "RZZ", WHY },
	    "no such version", EXIT_NOINPUT },
	{ "no such event", { "correct", "999999", "--retract", WHY },
	    "there is no event", EXIT_NOINPUT },
	{ "neither", { "correct", "1", WHY }, "--retract", EXIT_USAGE },
};

static void
what_is_wrong_is_refused(void)
{
	size_t	 i;

	for (i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
		print_message("%s\n", refusals[i].label);
		verb_run(refusals[i].code, refusals[i].words);
		verb_said(refusals[i].said);
	}
}

/* A report that is no public history yet; about whom. */
static const char *
draft(struct line *l, struct arena *a)
{
	static const struct report_cell	 cell = { "", "", QUESTION_SAFE,
	    MARK_GOOD, { 0 }, 0, 0 };
	static const struct report	 report = { .link = "", .rated =
	    { 17953, PRECISION_DAY }, .cell = &cell, .ncell = 1 };
	struct event	 ev = *load_event(&load, 0, a);
	int		 accepted = 0;
	struct err	 e;
	struct client	*c = client_open(line_submit(l), 0, on_answer,
			    &accepted, &e);

	ev.source = "/cqc";
	ev.report = &report;
	assert_non_null(c);
	assert_int_equal(client_submit(c, &ev, 1, PATIENCE_MS, &e), 0);
	assert_int_equal(client_flush(c, PATIENCE_MS, &e), 0);
	assert_int_equal(accepted, 1);
	client_close(&c);
	return event_subject(&ev);
}

static void
wait_published(struct line *l, int64_t events, const char *n)
{
	line_settle(l, events, SETTLE_S);
	if (strcmp(value(PUBLISHED), n) != 0)
		fail_msg("not %s published: %s", n, value("select string_agg("
		    "subject || version || ': ' || verdict || ' ' || reason, "
		    "'; ') from sixthkey.decision"));
}

static void
decisions_go_through_the_line(void **state)
{
	struct line	*l = line_start(pg_shared(), 1, NULL, NULL);
	struct arena	*a = arena_new(0);
	const char	*who;

	(void)state;
	connect_verbs();
	setenv("SIXTHKEY_SUBMIT", line_submit(l), 1);
	VERB(EXIT_OK, "award", "RGT", "use_of_resources=good", WHY, "--on",
	    "2019-02-26");
	verb_said("Nothing done.");
	assert_string_equal(value(COUNT_OF("event")), "0");
	VERB(EXIT_OK, "award", "RGT", "use_of_resources=good", WHY, "--on",
	    "2019-02-26", "--yes");
	verb_said("accepted as event 1");
	verb_said("Next:  sixthkey journey 1");
	wait_published(l, 1, "0");
	what_is_wrong_is_refused();
	who = draft(l, a);
	wait_published(l, 2, "0");
	VERB(EXIT_OK, "publish", who, WHY, "--yes");
	verb_said("version 1, held: may be public");
	wait_published(l, 3, "1");
	VERB(EXIT_OK, "withdraw", who, WHY, "--yes");
	verb_said("version 1, released: may not be public");
	line_settle(l, 4, SETTLE_S);
	/* The same said twice is one event. */
	VERB(EXIT_OK, "award", "RGT", "use_of_resources=good", WHY, "--on",
	    "2019-02-26", "--yes");
	verb_said("duplicate as event 1");
	VERB(EXIT_OK, "correct", "1", "--retract", WHY, "--yes");
	verb_said("counts no more");
	line_settle(l, 5, SETTLE_S);
	assert_books_balance();
	line_stop(&l);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(decisions_go_through_the_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
