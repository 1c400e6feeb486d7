#include <sys/wait.h>
#include <unistd.h>

#include "schema/upgrade.h"
#include "tests/schema/session.h"

enum { UPGRADES = 4 };

/* The first is the real one: it makes schema_version. */
static void
make_upgrades(struct query_text out[UPGRADES])
{
	out[0] = upgrade_texts[0];
	out[1] = (struct query_text){ "0001-one", "create table one (id int);\n"
	    "create table two (id int);\n", 0 };
	out[2] = (struct query_text){ "0002-two", "alter table two add x int;\n",
	    0 };
	out[3] = (struct query_text){ 0 };
}

struct fixture {
	struct pg		*pg;
	const char		*conninfo;
	struct query_text	 upgrades[UPGRADES];
	struct buf		 report;
	struct err		 err;
};

static int
setup(void **state)
{
	static struct fixture	f;

	f = (struct fixture){ .pg = pg_shared() };
	pg_empty(f.pg);
	f.conninfo = pg_conninfo(f.pg, "owner");
	make_upgrades(f.upgrades);
	*state = &f;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture	*f = *state;

	buf_release(&f->report);
	return 0;
}

static int
run(struct fixture *f)
{
	buf_clear(&f->report);
	buf_text(&f->report, "");
	return upgrade_run(f->conninfo, f->upgrades, &f->report, &f->err);
}

static void
fresh_and_again(void **state)
{
	struct fixture	*f = *state;

	assert_int_equal(run(f), 0);
	assert_string_equal(f->report.data, "0000-versions applied\n"
	    "0001-one applied\n0002-two applied\n");
	assert_string_equal(pg_value(f->pg, "select string_agg(name, ' ' "
	    "order by number) from schema_version"),
	    "0000-versions 0001-one 0002-two");
	assert_string_equal(pg_value(f->pg, "select count(x) from two"), "0");
	assert_int_equal(run(f), 0);
	assert_string_equal(f->report.data, "");
}

static void
only_what_is_missing(void **state)
{
	struct fixture	*f = *state;

	f->upgrades[2].name = NULL;
	assert_int_equal(run(f), 0);
	make_upgrades(f->upgrades);
	assert_int_equal(run(f), 0);
	assert_string_equal(f->report.data, "0002-two applied\n");
}

static void
changed_upgrade_is_refused(void **state)
{
	struct fixture	*f = *state;

	assert_int_equal(run(f), 0);
	f->upgrades[1].sql = "create table other (id int);\n";
	assert_int_equal(run(f), -1);
	assert_int_equal(f->err.kind, ERR_SETUP);
	assert_non_null(strstr(f->err.text, "0001-one is not the one"));
	assert_int_equal(upgrade_verify(f->conninfo, f->upgrades, &f->report,
	    &f->err), -1);
	assert_int_equal(f->err.kind, ERR_SETUP);
}

static void
newer_database_is_refused(void **state)
{
	struct fixture	*f = *state;

	assert_int_equal(run(f), 0);
	f->upgrades[2].name = NULL;
	assert_int_equal(run(f), -1);
	assert_int_equal(f->err.kind, ERR_SETUP);
	assert_non_null(strstr(f->err.text, "0002-two, which this build"));
}

/* All of an upgrade or nothing, and its record with it. */
static void
failing_upgrade_leaves_nothing(void **state)
{
	struct fixture	*f = *state;

	f->upgrades[1].sql = "create table one (id int);\nselect 1 / 0;\n";
	assert_int_equal(run(f), -1);
	assert_non_null(strstr(f->err.text, "upgrade 0001-one"));
	assert_non_null(strstr(f->err.text, "division by zero"));
	assert_string_equal(pg_value(f->pg, "select count(*) from "
	    "schema_version"), "1");
	assert_string_equal(pg_value(f->pg, "select to_regclass('one')"), "");
	make_upgrades(f->upgrades);
	assert_int_equal(run(f), 0);
}

static void
status_and_verify(void **state)
{
	struct fixture	*f = *state;

	assert_int_equal(upgrade_verify(f->conninfo, f->upgrades, &f->report,
	    &f->err), -1);
	assert_non_null(strstr(f->err.text, "run sixthkey db migrate"));
	f->upgrades[2].name = NULL;
	assert_int_equal(run(f), 0);
	make_upgrades(f->upgrades);
	buf_clear(&f->report);
	assert_int_equal(upgrade_status(f->conninfo, f->upgrades, &f->report,
	    &f->err), 0);
	assert_non_null(strstr(f->report.data, "0001-one applied 20"));
	assert_non_null(strstr(f->report.data, "0002-two waiting\n"));
	assert_int_equal(upgrade_verify(f->conninfo, f->upgrades, &f->report,
	    &f->err), -1);
	assert_non_null(strstr(f->err.text, "1 of 3 upgrades wait"));
	assert_int_equal(run(f), 0);
	assert_int_equal(upgrade_verify(f->conninfo, f->upgrades, &f->report,
	    &f->err), 0);
}

/* Each upgrade fails if it runs twice, so success of all means once. */
static void
many_at_once(void **state)
{
	enum { RUNNERS = 6 };
	struct fixture	*f = *state;
	pid_t		 pids[RUNNERS];
	int		 i, status;

	for (i = 0; i < RUNNERS; i++) {
		pids[i] = fork();
		if (pids[i] == 0) {
			status = run(f) != 0;
			if (status)
				fprintf(stderr, "%s\n", f->err.text);
			_exit(status);
		}
	}
	for (i = 0; i < RUNNERS; i++) {
		assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
		assert_int_equal(status, 0);
	}
	assert_string_equal(pg_value(f->pg, "select count(*) from "
	    "schema_version"), "3");
}

/* What this build ships is numbered from 0000 without gaps. */
static void
shipped_upgrades_are_numbered(void **state)
{
	size_t	i;
	char	number[8];

	(void)state;
	for (i = 0; upgrade_texts[i].name != NULL; i++) {
		snprintf(number, sizeof(number), "%04zu-", i);
		assert_memory_equal(upgrade_texts[i].name, number, 5);
	}
	assert_true(i > 1);
}

#define TEST(f)	cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(fresh_and_again),
		TEST(only_what_is_missing),
		TEST(changed_upgrade_is_refused),
		TEST(newer_database_is_refused),
		TEST(failing_upgrade_leaves_nothing),
		TEST(status_and_verify),
		TEST(many_at_once),
		cmocka_unit_test(shipped_upgrades_are_numbered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
