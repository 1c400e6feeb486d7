/*
 * When the broker counts: whatever there is to count, in portions with a pause
 * behind each, and what stands is proven in time.
 */
#include "broker/tallies.h"
#include "tests/lib/test.h"

enum {
	SPAN = 60000, IN_TIME = 5000, LOOK_MS = 8, RECOUNT_MS = 10,
	TOGETHER = 4, MOST = 256,	/* ranges of a proof; proofs */
	RECORDS = 0, ASIDE = 3, PROOF = 4	/* as the looks number them */
};

static const struct day {
	const char	*label;
	int		 ranges, range_ms;	/* counted in each round */
	int		 stand, proof_ms;	/* ranges; a proof of four */
	int		 busy;			/* per cent, at most */
} days[] = {
	{ "nothing to do", 0, 0, 0, 0, 3 },
	{ "as much as a round takes", 32, 4, 0, 0, 25 },
	{ "a million dead", 0, 0, 100, 4, 25 },
	{ "both, on a busy machine", 32, 12, 100, 16, 25 },
	{ "five million dead", 0, 0, 500, 4, 25 },
	{ "and as much to count as there is room", 128, 10, 500, 4, 25 },
	{ "four million, nearly all recorded", 128, 10, 400, 7, 25 },
	{ "250 far from each other", 128, 10, 250 * TOGETHER, 2, 25 },
	{ "more than a round takes", 2 * TALLIES_PORTIONS, 0, 0, 0, 25 },
};

/* When the last proof of four ranges was asked for, and how long it takes at
 * most until a record behind it is counted. */
struct run {
	int64_t	 now, busy, late, proved_at[MOST];
	int	 counted, proofs;
};

static int
groups(const struct day *d)
{
	return (d->stand + TOGETHER - 1) / TOGETHER;
}

/* What a look finds, and a proof: something is wrong in the last one. */
static void
find(struct tallies *t, enum query q, const struct day *d, int64_t from_id)
{
	const struct portion	 range = { .what = RECORDS, .stage = 2 },
				 wrong = { .what = ASIDE, .stage = 2 };
	int			 i;

	for (i = 0; q == Q_TALLY_DUE && i < d->ranges; i++)
		tallies_add(t, &range);
	for (i = 0; q == Q_TALLY_ASIDE_DUE && t->proving && i < groups(d); i++)
		tallies_add(t, &(struct portion){ .what = PROOF,
		    .stage = 2, .from_id = i });
	if (q == Q_TALLY_ASIDE_PROVE && from_id == groups(d) - 1)
		tallies_add(t, &wrong);
}

/* How long it takes. */
static int
cost(enum query q, const struct day *d)
{
	return q == Q_TALLY_PUT ? d->range_ms :
	    q == Q_TALLY_ASIDE_PROVE ? d->proof_ms :
	    q == Q_TALLY_ASIDE_PUT ? RECOUNT_MS : LOOK_MS;
}

/* A record that came right behind a proof is found by the next and counted
 * behind it, with the pause of the proof between. */
static void
note_proof(struct run *r, const struct day *d, int64_t group)
{
	int64_t	*at = &r->proved_at[group];
	int64_t	 late = r->now - *at + (d->proof_ms + 1) * TALLIES_SHARE +
		    RECOUNT_MS;

	if (*at != 0 && late > r->late)
		r->late = late;
	*at = r->now - d->proof_ms;
	r->proofs++;
}

/* Which four ranges are being proven. */
static int64_t
asked(const struct tallies *t, enum query q)
{
	return q == Q_TALLY_ASIDE_PROVE ? t->portion[t->n].from_id : 0;
}

static void
step(struct tallies *t, struct run *r, const struct day *d)
{
	struct params	*p = params_new();
	enum query	 q = tallies_ask(t, r->now, p);
	int64_t		 from_id = asked(t, q);
	int		 ms = cost(q, d);

	params_free(&p);
	r->now += ms;
	r->busy += ms;
	r->counted += q == Q_TALLY_PUT;
	if (q == Q_TALLY_ASIDE_PROVE)
		note_proof(r, d, from_id);
	find(t, q, d, from_id);
	tallies_done(t, r->now);
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
		    "a late record after %d ms at most\n", days[i].label,
		    (int)r.busy, SPAN, r.counted, r.proofs, (int)r.late);
		assert_true(r.busy * 100 <= SPAN * days[i].busy);
		assert_true(r.late <= IN_TIME);
		assert_int_equal(r.late > 0, days[i].stand > 0);
		assert_int_equal(r.counted > 0, days[i].ranges > 0);
	}
}

/* What a proof has found does not wait for what is to be counted. */
static void
what_is_wrong_is_counted_at_once(void **unused)
{
	const struct day	 day = { .ranges = 1, .stand = 2 * TOGETHER };
	struct tallies		 t = { .proof_at = 1 };
	struct params		*p = params_new();
	static const struct {
		int		 now;
		enum query	 q;
	} want[] = {
		{ 0, Q_TALLY_MARK }, { 0, Q_TALLY_DUE },
		{ 0, Q_TALLY_ASIDE_DUE },	/* what can be counted */
		{ 1, Q_TALLY_ASIDE_DUE },	/* what is to be proven */
		{ 1, Q_TALLY_ASIDE_PROVE }, { 1, Q_TALLY_ASIDE_PUT },
		{ 1, Q_TALLY_ASIDE_PROVE }, { 1, Q_TALLY_PUT },
	};
	size_t			 i;

	(void)unused;
	for (i = 0; i < sizeof(want) / sizeof(want[0]); i++) {
		assert_int_equal(tallies_ask(&t, want[i].now, p), want[i].q);
		find(&t, want[i].q, &day, asked(&t, want[i].q));
		tallies_done(&t, want[i].now);
	}
	assert_true(tallies_idle(&t));
	params_free(&p);
}

/* Half a round is no round: what is left of it is looked for anew. */
static void
a_lost_connection_begins_anew(void **unused)
{
	struct tallies	 t = { 0 };
	struct params	*p = params_new();
	const enum query want[] = { Q_TALLY_ASIDE_DUE, Q_TALLY_MARK,
		Q_TALLY_DUE, Q_TALLY_ASIDE_DUE, Q_TALLY_PUT, Q_TALLY_MARK };
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
		cmocka_unit_test(what_is_wrong_is_counted_at_once),
		cmocka_unit_test(a_lost_connection_begins_anew),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
