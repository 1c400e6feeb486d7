/*
 * Thousands of schedules of faults over the production core.  A seed that
 * fails is printed; SIM_SEED=n SIM_SETUP=name runs that one alone.
 * SIM_RUNS=n: how many schedules for each setup.
 */
#include "tests/lib/sim.h"
#include "tests/lib/test.h"

#ifdef __SANITIZE_ADDRESS__
enum { RUNS = 500, BUG_RUNS = 100 };
#else
enum { RUNS = 10000, BUG_RUNS = 300 };
#endif

static const struct sim_setup setups[] = {
	/* name		    b  w  p drop twice delay crash frz fail poi lostq bug role crowd lie */
	{ "fair weather",   1, 1, 2,  0,  0,   4,   0,   0,   0,  0,  0, 0, 0, 0, 0 },
	{ "retries",	    1, 2, 2,  0,  0,  10,   0,   0, 100,  0,  0, 0, 0, 0, 0 },
	{ "frames get lost", 1, 2, 2, 60,  0,  20,   0,   0,   0,  0,  0, 0, 0, 0, 0 },
	{ "frames come twice and late", 1, 2, 3,
				      0, 80, 120,   0,   0,   0,  0,  0, 0, 0, 0, 0 },
	{ "questions get lost", 1, 2, 3,
				      0,  0,  10,   0,   0,  20,  0, 200, 0, 0, 0, 0 },
	{ "processes die",  1, 2, 3,  0,  0,  10,  10,   0,  10,  0,  0, 0, 0, 0, 0 },
	{ "processes freeze", 1, 2, 3, 0,  0,  10,   0,  10,  10,  0,  0, 0, 0, 0, 0 },
	{ "two brokers",    2, 2, 3,  0,  0,  10,   5,   5,  10,  0, 20, 0, 0, 0, 0 },
	{ "everything",	    2, 3, 3, 20, 20,  60,   5,   5,  20,  0, 20, 0, 0, 0, 0 },
	{ "one leads, or both, or none", 2, 3, 3,
				     10, 10,  30,   5,   5,  20,  0, 20, 0, 20, 0, 0 },
	{ "poison",	    1, 2, 2,  0,  0,  10,   0,   0,   0, 60,  0, 0, 0, 0, 0 },
	{ "a crowd of bulk", 1, 1, 3,  0,  0,  10,   0,   0,  10,  0, 150, 0, 0,
				      SIM_CROWD_BULK, 0 },
	{ "a flood",	    1, 2, 3,  0,  0,  10,   0,   0,   0,  0,   0, 0, 0,
				      SIM_CROWD_FLOOD, 0 },
	{ "workers lie",    1, 2, 2,  0,  0,  10,   0,   0,  10,  0,   0, 0, 0, 0,
				      100 },
};

/* A schedule of a crowd is as long as several others. */
enum { CROWD = 5 };

enum { SETUPS = sizeof(setups) / sizeof(setups[0]) };

static uint64_t
number(const char *name, uint64_t def)
{
	const char	*value = getenv(name);

	return value == NULL ? def : strtoull(value, NULL, 10);
}

static void
run_setup(const struct sim_setup *set, uint64_t from, uint64_t runs)
{
	struct sim_stats	 stats = { 0 };
	const char		*broken = NULL;
	uint64_t		 seed;

	for (seed = from; seed < from + runs && broken == NULL; seed++)
		broken = sim_run(set, seed, &stats);
	if (broken != NULL)
		fail_msg("%s: %s; replay with SIM_SEED=%llu SIM_SETUP='%s'",
		    set->name, broken, (unsigned long long)seed - 1,
		    set->name);
	assert_true(stats.tasks != 0);
}

static void
schedules(void **state)
{
	const char	*only = getenv("SIM_SETUP");
	uint64_t	 seed = number("SIM_SEED", 0);
	size_t		 i;

	(void)state;
	for (i = 0; i < SETUPS; i++)
		if (only == NULL || strcmp(only, setups[i].name) == 0)
			run_setup(&setups[i], seed != 0 ? seed : 1,
			    seed != 0 ? 1 : number("SIM_RUNS", RUNS) /
			    (setups[i].crowd != SIM_NO_CROWD ? CROWD : 1));
}

/* A mistake beside the core must not stay hidden. */
static void
planted_bugs_are_found(void **state)
{
	static const struct {
		const char	*label;
		enum sim_bug	 bug;
		const char	*setup;
	} rows[] = {
		{ "refill ignored", SIM_REFILL_IGNORED, "retries" },
		{ "read above the last id", SIM_READ_ABOVE_LAST,
		    "questions get lost" },
		{ "accepted, not stored", SIM_ACCEPT_UNSTORED,
		    "fair weather" },
		{ "no unique key", SIM_NO_KEY, "two brokers" },
		{ "no clock", SIM_NO_TICKS, "processes die" },
		{ "an end untold", SIM_END_UNTOLD, "poison" },
		{ "nothing is found ahead", SIM_NOTHING_AHEAD,
		    "a crowd of bulk" },
		{ "bulk has no turn", SIM_NO_BULK_TURN, "a crowd of bulk" },
		{ "all are one source", SIM_ONE_SOURCE, "a flood" },
		{ "handed back counts as done", SIM_BACK_IS_DONE,
		    "processes die" },
		{ "nothing is proven", SIM_NOTHING_PROVEN, "workers lie" },
	};
	struct sim_stats	 stats = { 0 };
	struct sim_setup	 set;
	size_t			 i, k;
	uint64_t		 seed;
	int			 found;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		for (k = 0; strcmp(setups[k].name, rows[i].setup) != 0; k++)
			;
		set = setups[k];
		set.bug = rows[i].bug;
		for (found = 0, seed = 1; !found && seed <= BUG_RUNS; seed++)
			found = sim_run(&set, seed, &stats) != NULL;
		if (!found)
			fail_msg("%s: not found", rows[i].label);
	}
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(schedules),
		cmocka_unit_test(planted_bugs_are_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
