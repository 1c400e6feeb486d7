/* What a filter leaves of the board where the broker knows workers and sources;
 * and what is said below it. */
#include "cli/board_notes.h"
#include "cli/board_pick.h"
#include "tests/lib/test.h"

enum { WORKERS = 12, SOURCES = 3 };

static struct worker_report	 worker[WORKERS];
static struct submitter_report	 source[SOURCES] = {
	{ .source = "" },
	{ .source = "/files/trusts", .answer = { [ANSWER_ACCEPTED] = 80,
	    [ANSWER_REJECTED] = 1 } },
	{ .source = "/inspections/\033[2J" },
};

/* Eleven workers of assessment and one of publication. */
static struct line_view
make_view(int there)
{
	static char	 instance[WORKERS][40];
	struct line_view v = { .there = there };
	size_t		 i;

	for (i = 0; i < WORKERS; i++) {
		snprintf(instance[i], sizeof(instance[i]), "%012zx%020d",
		    i + 0xa0, 0);
		worker[i] = (struct worker_report){ .instance = instance[i],
		    .name = instance[i], .stage = STAGE_ASSESSMENT,
		    .state = WORKER_READY, .in_flight = (uint32_t)i };
	}
	worker[0].name = "north-1";
	worker[WORKERS - 1].stage = STAGE_PUBLICATION;
	v.report.worker = worker;
	v.report.nworker = WORKERS;
	v.report.source = source;
	v.report.nsource = SOURCES;
	return v;
}

static void
names_are_looked_for(void **unused)
{
	static const struct {
		const char	*label, *text;
		int		 there;
		size_t		 others;
		const char	*stages;	/* i a q p */
		const char	*line;		/* one of them */
	} rows[] = {
		{ "all", "", 1, 0, "iaqp", "" },
		{ "a worker by name", "NORTH", 1, 1, "a",
		    "0000000000a0 north-1   assessment   ready   0 in flight\n" },
		{ "a worker by instance", "0000000000a5", 1, 1, "a",
		    "0000000000a5   assessment   ready   5 in flight\n" },
		{ "workers by stage", "publi", 1, 1, "p",
		    "0000000000ab   publication   ready   11 in flight\n" },
		{ "more than are shown", "assess", 1, 11, "a",
		    "and 3 more workers\n" },
		{ "a source", "/files", 1, 1, "", "/files/trusts   accepted 80"
		    "   duplicate 0   conflict 0   rejected 1\n" },
		{ "a source that moves the cursor", "inspections", 1, 1, "",
		    "/inspections/?[2J   accepted 0" },
		{ "nothing", "xyzzy", 1, 0, "", "" },
		{ "no pattern", "*", 1, 0, "", "" },
		{ "nobody knows", "north", 0, 0, "", "" },
		{ "but the stages", "ingest", 0, 0, "i", "" },
	};
	struct line_view v;
	struct buf	 b = { 0 };
	char		 stages[STAGE_COUNT + 1];
	size_t		 i, n;
	int		 s;

	(void)unused;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		v = make_view(rows[i].there);
		for (n = 0, s = STAGE_INGEST; s < STAGE_COUNT; s++)
			if (board_picks(rows[i].text, (enum stage)s, &v))
				stages[n++] = stage_name((enum stage)s)[0];
		stages[n] = '\0';
		buf_clear(&b);
		buf_text(&b, "");
		n = board_pick_others(&b, rows[i].text, &v, 100);
		if (n != rows[i].others || strcmp(stages, rows[i].stages) != 0 ||
		    strstr(b.data, rows[i].line) == NULL)
			fail_msg("%s: %zu of %s: %s", rows[i].label, n, stages,
			    b.data);
	}
	buf_release(&b);
}

/* What nobody would look for in a row. */
static void
what_is_amiss_is_said(void **unused)
{
	static const struct {
		const char	*label;
		int		 there, paused;
		unsigned	 workers;
		const char	*says;
	} rows[] = {
		{ "well", 1, 0, 1, "" },
		{ "paused", 1, 1, 1, "publication is PAUSED: get settings" },
		{ "nobody works", 1, 0, 0, "publication has NO WORKER: what "
		    "comes there waits; start sixthkey-publication" },
		{ "nobody knows", 0, 1, 0, "" },
	};
	struct line_view v;
	struct buf	 b = { 0 };
	size_t		 i;
	int		 s;

	(void)unused;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		v = make_view(rows[i].there);
		for (s = STAGE_INGEST; s < STAGE_COUNT; s++)
			v.stage[s].workers = 1;
		v.stage[STAGE_PUBLICATION].paused = rows[i].paused;
		v.stage[STAGE_PUBLICATION].workers = rows[i].workers;
		buf_clear(&b);
		buf_text(&b, "");
		board_notes(&b, &v, 200);
		if (strncmp(b.data, rows[i].says, strlen(rows[i].says)) != 0 ||
		    (b.len == 0) != (rows[i].says[0] == '\0'))
			fail_msg("%s: %s", rows[i].label, b.data);
	}
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_looked_for),
		cmocka_unit_test(what_is_amiss_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
