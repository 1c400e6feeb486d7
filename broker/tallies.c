#include <assert.h>

#include "broker/tallies.h"

enum { COL_WHAT, COL_FROM, COL_STAGE, COL_CAME, COL_RECORDED };

/* A round begins with these, then come its portions. */
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
	{ Q_TALLY_ASIDE_PROVE, 4 },
};

enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

const enum query	 tallies_statements[] = {
	Q_TALLY_MARK, Q_TALLY_DUE, Q_TALLY_ASIDE_DUE, Q_TALLY_PUT,
	Q_TALLY_DECISION_PUT, Q_TALLY_SETTLED_PUT, Q_TALLY_ASIDE_PUT,
	Q_TALLY_ASIDE_PROVE, Q_NONE
};

int
tallies_due(const struct tallies *t, int64_t now)
{
	return now >= t->at;
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
	if (n > 3)
		params_int8(p, o->recorded);
	return kinds[o->what].query;
}

enum query
tallies_ask(struct tallies *t, int64_t now, struct params *p)
{
	enum query	 q;
	int		 prove = now - t->proved_at >= TALLIES_PROOF;

	t->sent_at = now;
	if (t->step == 0)
		t->began_at = now;
	if (t->step >= LOOKS)
		return ask_portion(&t->portion[t->step - LOOKS], p);
	q = looks[t->step];
	if (q == Q_TALLY_ASIDE_DUE) {
		params_int4(p, prove);
		t->proved_at = prove ? now : t->proved_at;
	}
	return q;
}

void
tallies_add(struct tallies *t, const struct portion *o)
{
	assert(o->what >= 0 && o->what < KINDS);
	if (t->n < TALLIES_PORTIONS)
		t->portion[t->n++] = *o;
}

void
tallies_done(struct tallies *t, int64_t now)
{
	t->at = now + (now - t->sent_at + 1) * TALLIES_SHARE;
	if (++t->step < LOOKS + t->n)
		return;
	t->step = t->n = 0;
	if (t->at < t->began_at + TALLIES_ROUND)
		t->at = t->began_at + TALLIES_ROUND;
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
		    .came = rows_int(rows, i, COL_CAME),
		    .recorded = rows_int(rows, i, COL_RECORDED) });
	tallies_done(t, now);
}

void
tallies_forget(struct tallies *t)
{
	t->step = t->n = 0;
}
