#include <assert.h>

#include "broker/tallies.h"

enum { COL_WHAT, COL_FROM, COL_STAGE, COL_CAME };

/* A round begins with these, then come the portions they find. */
static const enum query	 looks[] = {
	Q_TALLY_MARK, Q_TALLY_DUE, Q_TALLY_ASIDE_DUE
};

enum { LOOKS = sizeof(looks) / sizeof(looks[0]) };

/* As the looks number them, and how much of a portion each is told. */
static const struct {
	enum query	 query;
	int		 nparam;
} kinds[] = {
	{ Q_TALLY_PUT, 2 },
	{ Q_TALLY_DECISION_PUT, 1 },
	{ Q_TALLY_SETTLED_PUT, 1 },
	{ Q_TALLY_ASIDE_PUT, 3 },
	{ Q_TALLY_ASIDE_PROVE, 2 },
};

enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

const enum query	 tallies_statements[] = {
	Q_TALLY_MARK, Q_TALLY_DUE, Q_TALLY_ASIDE_DUE, Q_TALLY_PUT,
	Q_TALLY_DECISION_PUT, Q_TALLY_SETTLED_PUT, Q_TALLY_ASIDE_PUT,
	Q_TALLY_ASIDE_PROVE, Q_NONE
};

int
tallies_idle(const struct tallies *t)
{
	return t->step == 0 && t->n == 0 && !t->proving;
}

int
tallies_due(const struct tallies *t, int64_t now)
{
	return now >= t->at && (!tallies_idle(t) || now >= t->round_at ||
	    now >= t->proof_at);
}

static enum query
ask_portion(const struct portion *o, struct params *p)
{
	int	 n = kinds[o->what].nparam;

	params_int8(p, o->from_id);
	if (n > 1)
		params_int4(p, o->stage);
	if (n > 2)
		params_int8(p, o->came);
	return kinds[o->what].query;
}

static enum query
ask_proofs(struct tallies *t, int64_t now, struct params *p)
{
	t->proving = 1;
	t->proved_at = now;
	t->below = t->n;
	params_int4(p, 1);
	return Q_TALLY_ASIDE_DUE;
}

static enum query
ask_look(struct tallies *t, int64_t now, struct params *p)
{
	enum query	 q = looks[t->step];

	if (t->step++ == 0)
		t->round_at = now + TALLIES_ROUND;
	if (q == Q_TALLY_ASIDE_DUE)
		params_int4(p, 0);
	return q;
}

enum query
tallies_ask(struct tallies *t, int64_t now, struct params *p)
{
	t->sent_at = now;
	if (!t->proving && now >= t->proof_at)
		return ask_proofs(t, now, p);
	if (!t->proving && t->step < LOOKS)
		return ask_look(t, now, p);
	assert(t->n > 0);
	return ask_portion(&t->portion[--t->n], p);
}

void
tallies_add(struct tallies *t, const struct portion *o)
{
	assert(o->what >= 0 && o->what < KINDS);
	if (t->n < TALLIES_PORTIONS)
		t->portion[t->n++] = *o;
}

static int64_t
later(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

void
tallies_done(struct tallies *t, int64_t now)
{
	t->at = now + (now - t->sent_at + 1) * TALLIES_SHARE;
	if (t->proving && t->n == t->below) {
		t->proving = 0;
		t->proof_at = later(t->proved_at + TALLIES_PROOF,
		    now + TALLIES_REST);
	}
	if (t->step == LOOKS && t->n == 0)
		t->step = 0;
}

void
tallies_answer(struct tallies *t, int64_t now, const struct rows *rows)
{
	size_t	 i, n = rows_count(rows);

	for (i = 0; i < n; i++)
		tallies_add(t, &(struct portion){
		    .what = (int)rows_int(rows, i, COL_WHAT),
		    .from_id = rows_int(rows, i, COL_FROM),
		    .stage = (int)rows_int(rows, i, COL_STAGE),
		    .came = rows_int(rows, i, COL_CAME) });
	tallies_done(t, now);
}

void
tallies_forget(struct tallies *t)
{
	t->step = t->n = 0;
	t->proving = 0;
}
