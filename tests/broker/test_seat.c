/*
 * Who may take a seat at once: only a broker of the same machine that listens
 * at the same place.
 */
#include <unistd.h>

#include "broker/seat.h"
#include "schema/db.h"
#include "tests/lib/pg.h"
#include "tests/lib/test.h"

enum { SEAT = 700 };

static char		folder[] = "/tmp/test_seat.XXXXXX";
static char		first[sizeof(folder) + 10], second[sizeof(folder) + 10];
static const char *const files[] = { first, second, NULL };

static int
setup(void **state)
{
	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(first, sizeof(first), "%s/first", folder);
	snprintf(second, sizeof(second), "%s/second", folder);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	unlink(first);
	unlink(second);
	return rmdir(folder);
}

/* NULL: there is no such file. */
static void
put(const char *path, const char *text)
{
	FILE	*f;

	unlink(path);
	if (text == NULL)
		return;
	f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static void
seats_are_told_apart(void **state)
{
	static const struct {
		const char	*label, *first, *second, *endpoint;
		int		 same;	/* as machine a, boot b, at tcp://x:1 */
	} rows[] = {
		{ "the same place", "a\n", "b\n", "tcp://x:1", 1 },
		{ "another endpoint", "a\n", "b\n", "tcp://x:2", 0 },
		{ "another machine of that name", "c\n", "b\n", "tcp://x:1",
		    0 },
		{ "another boot of it", "a\n", "c\n", "tcp://x:1", 1 },
		{ "no number", NULL, "a\n", "tcp://x:1", 1 },
		{ "an empty number", "\n", "a\n", "tcp://x:1", 1 },
		{ "not set up yet", "uninitialized\n", "a\n", "tcp://x:1", 1 },
		{ "no number, another boot", NULL, "c\n", "tcp://x:1", 0 },
		{ "nothing is known", NULL, NULL, "tcp://x:1", 0 },
	};
	char	 ours[SEAT], other[SEAT];
	size_t	 i;

	(void)state;
	put(first, "a\n");
	put(second, "b\n");
	seat_name(ours, sizeof(ours), files, "tcp://x:1");
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		put(first, rows[i].first);
		put(second, rows[i].second);
		seat_name(other, sizeof(other), files, rows[i].endpoint);
		if ((strcmp(ours, other) == 0) != rows[i].same)
			fail_msg("%s: \"%s\", \"%s\"", rows[i].label, ours,
			    other);
	}
}

static void
this_machine_has_a_number(void **state)
{
	static const char *const	 none[] = { NULL };
	char				 with[SEAT], without[SEAT];

	(void)state;
	seat_name(with, sizeof(with), seat_machines, "ipc://x");
	seat_name(without, sizeof(without), none, "ipc://x");
	assert_string_not_equal(with, without);
}

/* Whether a broker that asks now, for a minute, leads. */
static int
leads(struct db *db, const char *instance, const char *seat)
{
	struct params	*p = params_new();
	struct rows	*rows;
	struct err	 e;
	int		 ours;

	params_text(p, instance);
	params_text(p, "a broker");
	params_text(p, "tcp://x:1");
	params_text(p, "tcp://x:2");
	params_int8(p, 60000);
	params_text(p, seat);
	rows = db_run(db, Q_LEASE_HOLD, p, NULL, &e);
	params_free(&p);
	if (rows == NULL)
		fail_msg("%s", e.text);
	ours = rows_int(rows, 0, 0) == 1;
	rows_free(&rows);
	return ours;
}

/* Two of one name and endpoint would take the lead from each other for ever. */
static void
only_the_same_seat_is_taken_at_once(void **state)
{
	static const enum query	 statements[] = { Q_LEASE_HOLD, Q_NONE };
	struct err		 e;
	struct db		*db;

	(void)state;
	pg_fresh(pg_shared());
	db = db_open(pg_conninfo(pg_shared(), "broker"), "test", statements,
	    NULL, NULL, &e);
	assert_non_null(db);
	assert_true(leads(db, "1", "host a tcp://x:1"));
	assert_false(leads(db, "2", "host b tcp://x:1"));
	assert_true(leads(db, "1", "host a tcp://x:1"));
	assert_true(leads(db, "3", "host a tcp://x:1"));
	assert_false(leads(db, "1", "host b tcp://x:1"));
	db_close(&db);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(seats_are_told_apart),
		cmocka_unit_test(this_machine_has_a_number),
		cmocka_unit_test(only_the_same_seat_is_taken_at_once),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
