/*
 * When the broker counts: whatever there is to count, in portions with a pause
 * behind each, and what stands is proven in time.
 */
#include "broker/tallies.h"
#include "tests/lib/test.h"

enum {
	SPAN = 60000, IN_TIME = 5000, LOOK_MS = 8,
	RECORDS = 0, PROOF = 4	/* as the looks number them */
};

static const struct day {
	const char	*label;
	int		 ranges, range_ms;	/* counted in each round */
	int		 stand, proof_ms;	/* ranges that stand */
	int		 busy;			/* per cent, at most */
} days[] = {
	{ "nothing to do", 0, 0, 0, 0, 3 },
	{ "as much as a round takes", 32, 4, 0, 0, 25 },
	{ "a million dead", 0, 0, 100, 2, 25 },
	{ "both, on a busy machine", 32, 12, 100, 4, 25 },
	{ "more than a round takes", 2 * TALLIES_PORTIONS, 0, 0, 0, 25 },
};

struct run {
	int64_t	 now, busy, proved_at, late;
	int	 counted, proofs;
};

/* What a look finds. */
static void
find(struct tallies *t, enum query q, const struct day *d, int prove)
{
	const struct portion	 range = { .what = RECORDS, .stage = 2 },
				 stand = { .what = PROOF, .stage = 2 };
	int			 i;

	for (i = 0; q == Q_TALLY_DUE && i < d->ranges; i++)
		tallies_add(t, &range);
	for (i = 0; q == Q_TALLY_ASIDE_DUE && prove && i < d->stand; i++)
		tallies_add(t, &stand);
}

/* How long it takes. */
static int
cost(enum query q, const struct day *d)
{
	return q == Q_TALLY_PUT ? d->range_ms :
	    q == Q_TALLY_ASIDE_PROVE ? d->proof_ms : LOOK_MS;
}

static void
step(struct tallies *t, struct run *r, const struct day *d)
{
	struct params	*p = params_new();
	int64_t		 proved = t->proved_at;
	enum query	 q = tallies_ask(t, r->now, p);
	int		 ms = cost(q, d);

	params_free(&p);
	r->now += ms;
	r->busy += ms;
	r->counted += q == Q_TALLY_PUT;
	r->proofs += q == Q_TALLY_ASIDE_PROVE;
	find(t, q, d, t->proved_at != proved);
	tallies_done(t, r->now);
	if (t->proved_at == proved)
		return;
	if (r->proved_at != 0 && t->proved_at - r->proved_at > r->late)
		r->late = t->proved_at - r->proved_at;
	r->proved_at = t->proved_at;
}

static void
portions_leave_time_and_come_in_time(void **unused)
{
	size_t	 i;

	(void)unused;
	for (i = 0; i < sizeof(days) / sizeof(days[0]); i++) {
		struct tallies	 t = { 0 };
		struct run	 r = { .now = 1000000 };
		int64_t		 end = r.now + SPAN;

		for (; r.now < end; r.now++)
			if (tallies_due(&t, r.now))
				step(&t, &r, &days[i]);
		print_message("%s: busy for %d ms of %d, %d ranges, %d proofs, "
		    "at most %d ms apart\n", days[i].label, (int)r.busy, SPAN,
		    r.counted, r.proofs, (int)r.late);
		assert_true(r.busy * 100 <= SPAN * days[i].busy);
		assert_true(r.late > 0 && r.late <= IN_TIME);
		assert_int_equal(r.counted > 0, days[i].ranges > 0);
		assert_int_equal(r.proofs > 0, days[i].stand > 0);
	}
}

/* Half a round is no round: what is left of it is looked for anew. */
static void
a_lost_connection_begins_anew(void **unused)
{
	struct tallies	 t = { 0 };
	struct params	*p = params_new();
	const enum query want[] = { Q_TALLY_MARK, Q_TALLY_DUE,
		Q_TALLY_ASIDE_DUE, Q_TALLY_PUT, Q_TALLY_MARK };
	size_t		 i;

	(void)unused;
	for (i = 0; i < sizeof(want) / sizeof(want[0]); i++) {
		assert_int_equal(tallies_ask(&t, 0, p), want[i]);
		find(&t, want[i], &days[1], 0);
		if (want[i] == Q_TALLY_PUT)
			tallies_forget(&t);
		else
			tallies_done(&t, 0);
	}
	params_free(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(portions_leave_time_and_come_in_time),
		cmocka_unit_test(a_lost_connection_begins_anew),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
