/*
 * The walk over the days that have come: each is submitted until it is said,
 * page by page, and not while answers are missing.
 */
#include "broker/clock.h"
#include "tests/lib/pg.h"
#include "tests/lib/test.h"

enum { TODAY = 17953, DAYS = 1100, SECOND = 1000, HOUR = 3600 * SECOND };

static size_t
page(struct clock *c, int64_t now, const struct frame **f, struct arena *a)
{
	const enum query	 all[] = { Q_CLOCK_DUE, Q_NONE };
	struct params		*p = params_new();
	struct core_event	 ev;
	struct rows		*rows;
	struct err		 e;
	struct db		*db = db_open(pg_conninfo(pg_shared(),
				    "broker"), "test", all, NULL, NULL, &e);
	enum query		 q = clock_ask(c, now, TODAY, p);
	int			 some;

	assert_non_null(db);
	rows = db_run(db, q, p, NULL, &e);
	if (rows == NULL)
		fail_msg("%s", e.text);
	some = clock_rows(c, rows, a, &ev);
	*f = ev.frame;
	assert_int_equal(some, (*f)->ntask != 0);
	rows_free(&rows);
	params_free(&p);
	db_close(&db);
	return (*f)->ntask;
}

/* Days that have come, each for ten trusts, and one that has not. */
static void
put_days(void)
{
	pg_value(pg_shared(), "insert into sixthkey.due (subject, rule, day, "
	    "worker) select 'R' || 10 + i %% 10, 'embargo', "
	    "date '1970-01-01' + %d - i / 10, 1 "
	    "from generate_series(0, %d) i union all "
	    "select 'R99', 'embargo', date '1970-01-01' + %d, 1", TODAY,
	    DAYS - 1, TODAY + 1);
}

static void
all_days_then_those_not_said(void **state)
{
	static const size_t	 want[] = { 500, 500, 100, 500 };
	struct arena		*a = arena_new(0);
	struct clock		 c = { 0 };
	const struct frame	*f;
	size_t			 i;

	(void)state;
	pg_fresh(pg_shared());
	put_days();
	for (i = 0; i < sizeof(want) / sizeof(want[0]); i++)
		assert_int_equal(page(&c, 0, &f, a), want[i]);
	assert_string_equal(f->task[0].source_id, "embargo/R10/2018-11-09");
	pg_value(pg_shared(), "insert into sixthkey.event (kind, worker, "
	    "source, source_id, subject, digest, payload) select 20, 1, "
	    "'/sixthkey/clock', 'embargo/R1' || i || '/2019-02-26', 'R10', "
	    "sha256(''), '' from generate_series(0, 8) i");
	assert_int_equal(page(&c, 0, &f, a), 500);
	assert_int_equal(page(&c, 0, &f, a), 91);
	assert_string_equal(f->task[90].source_id, "embargo/R19/2019-02-26");
	arena_free(&a);
}

static const struct row {
	const char	*label;
	size_t		 nresult;
	enum answer	 answer;
	int		 soon;		/* looks again after seconds */
} rows[] = {
	{ "no answer", 0, ANSWER_NONE, 0 },
	{ "one is missing", 1, ANSWER_ACCEPTED, 0 },
	{ "accepted", 2, ANSWER_ACCEPTED, 1 },
	{ "busy", 2, ANSWER_BUSY, 1 },
	{ "more answers than questions", 3, ANSWER_DUPLICATE, 1 },
	{ "refused", 2, ANSWER_REJECTED, 0 },
};

static void
answers_say_when_to_go_on(void **state)
{
	struct result	 result[3];
	struct frame	 f = { .type = FRAME_ANSWER, .result = result };
	struct clock	 c;
	size_t		 i, k;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		c = (struct clock){ .asked_at = HOUR, .open = 2 };
		for (k = 0; k < 3; k++)
			result[k] = (struct result){ .text = "",
			    .answer = rows[i].answer };
		f.nresult = rows[i].nresult;
		clock_answer(&c, &f);
		if (clock_due(&c, HOUR + SECOND) ||
		    clock_due(&c, HOUR + 5 * SECOND) != rows[i].soon ||
		    !clock_due(&c, 2 * HOUR))
			fail_msg("%s", rows[i].label);
	}
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(all_days_then_those_not_said),
		cmocka_unit_test(answers_say_when_to_go_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
