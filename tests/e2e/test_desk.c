/*
 * What people decide goes through the line: shown first, two people, once.
 */
#include "tests/e2e/operator.h"
#include "tests/lib/file.h"
#include "tests/lib/harvest.h"

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

	ev.source = "/cqc";
	ev.report = &report;
	assert_int_equal(submit_event(l, &ev).answer, ANSWER_ACCEPTED);
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

/* ---- what is right ------------------------------------------------------------ */

#define HEAD	"ods_code,trust,report_date,safe,effective,caring," \
		"responsive,well_led,quality_overall,source_url\n"
#define REST	",good,good,good,good,good,https://example.org/r\n"

static char	 was[300], right[300], other[300], none[300], binary[300],
		 gone[300];

static void
write_file(char path[300], const char *name, const char *text)
{
	snprintf(path, 300, "%s/%s", harvest_folder(), name);
	file_write(path, text);
}

static void
write_files(void)
{
	write_file(was, "was.csv", HEAD "RGT,Cambridge,2019-02-26,inadequate"
	    REST);
	write_file(right, "right.csv", HEAD "RGT,Cambridge,2019-02-26,good"
	    REST);
	write_file(other, "other.csv", HEAD "RWE,Leicester,2019-02-26,good"
	    REST);
	write_file(none, "none.csv", HEAD);
	write_file(binary, "binary", "\177ELF\002\001");
	snprintf(gone, sizeof(gone), "%s/gone.csv", harvest_folder());
}

static const struct {
	const char	*file, *said;
	int		 code;
} corrections[] = {
	{ other, "is about RWE", EXIT_DATA },
	{ none, "holds no event", EXIT_DATA },
	{ binary, "none of the known formats", EXIT_DATA },
	{ gone, "cannot be opened", EXIT_NOINPUT },
	{ "/", "is a folder", EXIT_DATA },
};

static void
wrong_corrections_are_refused(void)
{
	size_t	 i;

	for (i = 0; i < sizeof(corrections) / sizeof(corrections[0]); i++) {
		VERB(corrections[i].code, "correct", "1", "--with",
		    corrections[i].file, WHY, "--yes");
		verb_said(corrections[i].said);
	}
	VERB(EXIT_USAGE, "correct", "1", "--with", right, "--retract", WHY);
	verb_said("--with the file that has it right or --retract");
	VERB(EXIT_USAGE, "correct", "1", "--with", right, "--rationale", "r",
	    "--author", "A. B", "--approver", "A. B", "--yes");
	verb_said("a second person");
	assert_string_equal(value(COUNT_OF("event")), "1");
}

/* The event stays as it was; the rating is what the file has. */
static void
what_a_file_has_right_counts(void **state)
{
	struct line	*l;

	(void)state;
	connect_verbs();
	write_files();
	l = line_start(pg_shared(), 1, NULL, NULL);
	setenv("SIXTHKEY_SUBMIT", line_submit(l), 1);
	VERB(EXIT_OK, "feed", was);
	line_settle(l, 1, SETTLE_S);
	VERB(EXIT_OK, "explain", "RGT", "-o", "csv");
	verb_said("safe,inadequate,2019-02-26");
	wrong_corrections_are_refused();
	VERB(EXIT_OK, "correct", "1", "--with", right, WHY);
	verb_said("Nothing done.");
	VERB(EXIT_OK, "correct", "1", "--with", right, WHY, "--yes");
	verb_said("accepted as event 2");
	line_settle(l, 2, SETTLE_S);
	VERB(EXIT_OK, "publish", "RGT", WHY, "--yes");
	line_settle(l, 3, SETTLE_S);
	VERB(EXIT_OK, "explain", "RGT", "-o", "csv");
	verb_said("safe,good,2019-02-26");
	VERB(EXIT_OK, "correct", "1", "--with", right, WHY, "--yes");
	verb_said("duplicate as event 2");
	assert_books_balance();
	line_stop(&l);
}

static int
fresh(void **state)
{
	(void)state;
	pg_fresh(pg_shared());
	return 0;
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test_setup(decisions_go_through_the_line, fresh),
		cmocka_unit_test_setup(what_a_file_has_right_counts, fresh),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
