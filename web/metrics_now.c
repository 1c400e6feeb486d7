#include "web/metrics_inside.h"

/* ---- what the database has ------------------------------------------------------- */

static void
put_state_age(struct sample *s, int stage, const char *state, int64_t ms)
{
	sample_label(s, "stage", stage_name((enum stage)stage));
	sample_label(s, "state", state);
	sample_seconds(s, ms < 0 ? 0 : ms * 1000);
}

/* For how long the oldest message has been in each state. */
void
put_age(struct sample *s, const struct metrics *m)
{
	const struct picture	*p = m->picture;
	int			 at;

	for (at = STAGE_INGEST; p->database && at < STAGE_COUNT; at++) {
		const struct stage_report *r = picture_stage(
		    picture_leader(p), (enum stage)at);

		if (r != NULL)
			put_state_age(s, at, "in_flight",
			    (int64_t)r->flight_ms);
		if (at == STAGE_INGEST)
			continue;
		put_state_age(s, at, "ready", p->books.stage[at].oldest_ms);
		put_state_age(s, at, "deferred",
		    p->aside_ms[at][VERDICT_RETRY]);
		put_state_age(s, at, "dead", p->aside_ms[at][VERDICT_DEAD]);
		put_state_age(s, at, "parked",
		    p->aside_ms[at][VERDICT_PARKED]);
	}
}

static void
put_state(struct sample *s, int stage, const char *state, int64_t n)
{
	sample_label(s, "stage", stage_name((enum stage)stage));
	sample_label(s, "state", state);
	sample_int(s, n < 0 ? 0 : (uint64_t)n);
}

/* What is in flight waits for its record too. */
void
put_messages(struct sample *s, const struct metrics *m)
{
	const struct broker_picture	*b = picture_leader(m->picture);
	int				 at;

	for (at = STAGE_INGEST; m->picture->database && at < STAGE_COUNT;
	    at++) {
		const struct stage_books *k = &m->picture->books.stage[at];
		const struct stage_report *r = picture_stage(b,
		    (enum stage)at);
		int64_t	flies = r == NULL ? 0 : (int64_t)r->in_flight;
		int64_t	ready = at != STAGE_INGEST ? k->waiting - flies :
			    r == NULL ? 0 : (int64_t)r->window;

		put_state(s, at, "ready", ready);
		put_state(s, at, "in_flight", flies);
		put_state(s, at, "deferred", k->retrying);
		put_state(s, at, "dead", k->dead);
		put_state(s, at, "parked", k->parked);
	}
}

void
put_imbalance(struct sample *s, const struct metrics *m)
{
	int	 at;

	if (!m->picture->database)
		return;
	for (at = STAGE_INGEST; at < STAGE_COUNT; at++) {
		sample_label(s, "stage", stage_name((enum stage)at));
		sample_signed(s, books_stage_gap(&m->picture->books,
		    (enum stage)at));
	}
	sample_label(s, "stage", "all");
	sample_signed(s, books_gap(&m->picture->books));
}

void
put_horizon(struct sample *s, const struct metrics *m)
{
	if (m->picture->database && m->picture->horizon_ms >= 0)
		sample_seconds(s, m->picture->horizon_ms * 1000);
}

/* ---- what the broker that leads says now --------------------------------------------- */

void
put_workers(struct sample *s, const struct metrics *m)
{
	const struct broker_picture	*b = picture_leader(m->picture);
	uint64_t			 n[STAGE_COUNT][WORKER_STATES] = { 0 };
	size_t				 i;
	int				 at, state;

	for (i = 0; b != NULL && i < b->report.nworker; i++)
		n[b->report.worker[i].stage][b->report.worker[i].state]++;
	for (at = STAGE_INGEST; b != NULL && at < STAGE_COUNT; at++)
		for (state = 0; state < WORKER_STATES; state++) {
			sample_label(s, "stage", stage_name((enum stage)at));
			sample_label(s, "state",
			    worker_state_name((enum worker_state)state));
			sample_int(s, n[at][state]);
		}
}

typedef double	 ratio_fn(const struct metrics *, const struct stage_report *);

static void
each_ratio(struct sample *s, const struct metrics *m, enum stage from,
    ratio_fn *ratio)
{
	const struct broker_picture	*b = picture_leader(m->picture);
	int				 at;

	for (at = (int)from; b != NULL && at < STAGE_COUNT; at++) {
		const struct stage_report *r = picture_stage(b,
		    (enum stage)at);

		if (r == NULL)
			continue;
		sample_label(s, "stage", stage_name((enum stage)at));
		sample_real(s, ratio(m, r));
	}
}

static double
busy(const struct metrics *m, const struct stage_report *r)
{
	(void)m;
	return r->workers == 0 ? 0 : (double)r->busy / r->workers;
}

/* Where nothing came nothing had to be looked for. */
static double
handed(const struct metrics *m, const struct stage_report *r)
{
	double	 came = m->picture->came[r->stage];

	return came < 0.5 ? 1 : m->picture->handed[r->stage] / came;
}

static double
pressure(const struct metrics *m, const struct stage_report *r)
{
	(void)m;
	return r->pressure;
}

static double
lag(const struct metrics *m, const struct stage_report *r)
{
	(void)m;
	return (double)r->lag;
}

void
put_utilisation(struct sample *s, const struct metrics *m)
{
	each_ratio(s, m, STAGE_INGEST, busy);
}

void
put_handoff(struct sample *s, const struct metrics *m)
{
	each_ratio(s, m, STAGE_ASSESSMENT, handed);
}

void
put_pressure(struct sample *s, const struct metrics *m)
{
	each_ratio(s, m, STAGE_INGEST, pressure);
}

void
put_lag(struct sample *s, const struct metrics *m)
{
	each_ratio(s, m, STAGE_ASSESSMENT, lag);
}
