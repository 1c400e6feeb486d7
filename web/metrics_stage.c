#include "web/metrics_inside.h"

/* ---- what a broker says of each stage ---------------------------------------------- */

typedef void	 stage_fn(struct sample *, const struct broker_picture *,
		    const struct stage_report *);

static void
each_stage(struct sample *s, const struct metrics *m, stage_fn *put)
{
	size_t	 i, k;

	for (i = 0; i < m->picture->nbroker; i++) {
		const struct broker_picture *b = &m->picture->broker[i];

		for (k = 0; b->there && k < b->report.nreport; k++)
			put(s, b, &b->report.report[k]);
	}
}

static void
begin(struct sample *s, const struct broker_picture *b,
    const struct stage_report *r)
{
	sample_label(s, "stage", stage_name(r->stage));
	sample_label(s, "broker", b->endpoint);
}

static uint64_t
counted(const struct stage_report *r, enum meter m)
{
	return m < r->nmeter ? r->meter[m] : 0;
}

/* Counters of a stage that differ in one label. */
struct counter {
	const char	*word;
	enum meter	 meter;
};

static void
put_counters(struct sample *s, const struct broker_picture *b,
    const struct stage_report *r, const char *label, const struct counter *c,
    size_t n)
{
	for (; n > 0; n--, c++) {
		begin(s, b, r);
		sample_label(s, label, c->word);
		sample_int(s, counted(r, c->meter));
	}
}

#define COUNTERS(s, b, r, label, rows) \
	put_counters((s), (b), (r), (label), (rows), \
	    sizeof(rows) / sizeof((rows)[0]))

static void
outcomes(struct sample *s, const struct broker_picture *b,
    const struct stage_report *r)
{
	static const struct counter rows[] = {
		{ "done", METER_DONE }, { "refused", METER_REFUSED },
		{ "retried", METER_RETRIED }, { "dead", METER_DEAD },
		{ "parked", METER_PARKED },
	};

	COUNTERS(s, b, r, "outcome", rows);
}

static void
redeliveries(struct sample *s, const struct broker_picture *b,
    const struct stage_report *r)
{
	static const struct counter rows[] = {
		{ "lost_worker", METER_LOST_WORKER },
		{ "deadline", METER_DEADLINE },
		{ "handback", METER_HANDBACK },
		{ "takeover", METER_TAKEOVER },
	};

	COUNTERS(s, b, r, "reason", rows);
}

static void
suppressed(struct sample *s, const struct broker_picture *b,
    const struct stage_report *r)
{
	begin(s, b, r);
	sample_int(s, counted(r, METER_SUPPRESSED));
}

static void
waits(struct sample *s, const struct broker_picture *b,
    const struct stage_report *r)
{
	static const struct counter rows[] = {
		{ "live", METER_WAIT_LIVE }, { "bulk", METER_WAIT_BULK },
	};
	size_t	 i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		begin(s, b, r);
		sample_label(s, "prio", rows[i].word);
		sample_histogram(s, r->meter, r->nmeter, rows[i].meter);
	}
}

static void
steps(struct sample *s, const struct broker_picture *b,
    const struct stage_report *r)
{
	begin(s, b, r);
	sample_histogram(s, r->meter, r->nmeter, METER_PROCESS);
}

static void
commits(struct sample *s, const struct broker_picture *b,
    const struct stage_report *r)
{
	begin(s, b, r);
	sample_histogram(s, r->meter, r->nmeter, METER_COMMIT);
}

static void
journeys(struct sample *s, const struct broker_picture *b,
    const struct stage_report *r)
{
	if (r->stage != STAGE_PUBLICATION)
		return;
	sample_label(s, "broker", b->endpoint);
	sample_histogram(s, r->meter, r->nmeter, METER_END_TO_END);
}

/* Of ingest: what came at the door; elsewhere what the stage before recorded. */
static void
arrivals(struct sample *s, const struct broker_picture *b,
    const struct stage_report *r)
{
	if (r->stage != STAGE_INGEST)
		return;
	begin(s, b, r);
	sample_int(s, counted(r, METER_CAME));
}

void
put_enqueued(struct sample *s, const struct metrics *m)
{
	int	 at;

	each_stage(s, m, arrivals);
	for (at = STAGE_ASSESSMENT; m->picture->database && at < STAGE_COUNT;
	    at++) {
		sample_label(s, "stage", stage_name((enum stage)at));
		sample_int(s, (uint64_t)m->picture->books.stage[at].came);
	}
}

void
put_finished(struct sample *s, const struct metrics *m)
{
	each_stage(s, m, outcomes);
}

void
put_wait(struct sample *s, const struct metrics *m)
{
	each_stage(s, m, waits);
}

void
put_process(struct sample *s, const struct metrics *m)
{
	each_stage(s, m, steps);
}

void
put_commit(struct sample *s, const struct metrics *m)
{
	each_stage(s, m, commits);
}

void
put_end_to_end(struct sample *s, const struct metrics *m)
{
	each_stage(s, m, journeys);
}

void
put_redeliveries(struct sample *s, const struct metrics *m)
{
	each_stage(s, m, redeliveries);
}

void
put_suppressed(struct sample *s, const struct metrics *m)
{
	each_stage(s, m, suppressed);
}
