#include <stdio.h>
#include <string.h>

#include "web/metrics_inside.h"

enum { BUILDS = 64 };

/* ---- counters of a broker and of its workers, of no stage in particular ------- */

static uint64_t
counted(const struct frame *f, enum meter m)
{
	uint64_t	 n = m < f->nmeter ? f->meter[m] : 0;
	size_t		 i;

	for (i = 0; i < f->nreport; i++)
		n += m < f->report[i].nmeter ? f->report[i].meter[m] : 0;
	return n;
}

struct counter {
	const char	*word;
	enum meter	 meter;
};

/* label NULL: there is one row, and it needs no word. */
static void
each_broker(struct sample *s, const struct metrics *m, const char *label,
    const struct counter *c, size_t n)
{
	size_t	 i, k;

	for (i = 0; i < m->picture->nbroker; i++) {
		const struct broker_picture *b = &m->picture->broker[i];

		for (k = 0; b->there && k < n; k++) {
			sample_label(s, "broker", b->endpoint);
			if (label != NULL)
				sample_label(s, label, c[k].word);
			sample_int(s, counted(&b->report, c[k].meter));
		}
	}
}

#define EACH_BROKER(s, m, label, rows) \
	each_broker((s), (m), (label), (rows), sizeof(rows) / sizeof((rows)[0]))

void
put_transport(struct sample *s, const struct metrics *m)
{
	static const struct counter rows[] = {
		{ "unroutable", METER_UNROUTABLE }, { "eagain", METER_EAGAIN },
		{ "handshake_failed", METER_HANDSHAKE },
		{ "decode", METER_DECODE }, { "version", METER_VERSION },
	};

	EACH_BROKER(s, m, "kind", rows);
}

void
put_pg(struct sample *s, const struct metrics *m)
{
	static const struct counter rows[] = {
		{ "connection", METER_PG_CONNECTION },
		{ "transient", METER_PG_TRANSIENT },
		{ "data", METER_PG_DATA }, { "setup", METER_PG_SETUP },
	};

	EACH_BROKER(s, m, "class", rows);
}

void
put_pg_unknown(struct sample *s, const struct metrics *m)
{
	static const struct counter row[] = { { NULL, METER_PG_UNKNOWN } };

	EACH_BROKER(s, m, NULL, row);
}

void
put_pg_unreplicated(struct sample *s, const struct metrics *m)
{
	static const struct counter row[] = {
		{ NULL, METER_PG_UNREPLICATED }
	};

	EACH_BROKER(s, m, NULL, row);
}

/* ---- sources ------------------------------------------------------------------- */

static void
put_source(struct sample *s, const struct broker_picture *b,
    const char *source, const char *result, uint64_t n)
{
	sample_label(s, "broker", b->endpoint);
	sample_label(s, "source", source);
	sample_label(s, "result", result);
	sample_int(s, n);
}

void
put_submissions(struct sample *s, const struct metrics *m)
{
	static const char *const results[] = {
		[ANSWER_ACCEPTED] = "accepted",
		[ANSWER_DUPLICATE] = "duplicate",
		[ANSWER_CONFLICT] = "conflict",
		[ANSWER_REJECTED] = "invalid",
		[ANSWER_BUSY] = "busy"
	};
	size_t	 i, k, r;

	for (i = 0; i < m->picture->nbroker; i++) {
		const struct broker_picture *b = &m->picture->broker[i];

		for (k = 0; b->there && k < b->report.nsource; k++)
			for (r = ANSWER_ACCEPTED; r <= ANSWER_BUSY; r++)
				put_source(s, b, b->report.source[k].source,
				    results[r], b->report.source[k].answer[r]);
		if (b->there)
			put_source(s, b, "", "unauthorised",
			    counted(&b->report, METER_UNAUTHORISED));
	}
}

/* ---- builds -------------------------------------------------------------------- */

struct build {
	char	 version[32], kind[32];
	uint32_t schema_min, schema_max;
};

static void
note_build(struct build *all, size_t *n, const struct build *b)
{
	size_t	 i;

	for (i = 0; i < *n; i++)
		if (strcmp(all[i].version, b->version) == 0 &&
		    strcmp(all[i].kind, b->kind) == 0 &&
		    all[i].schema_min == b->schema_min &&
		    all[i].schema_max == b->schema_max)
			return;
	if (*n < BUILDS)
		all[(*n)++] = *b;
}

static void
note_report(struct build *all, size_t *n, const struct frame *f)
{
	struct build	 b = { "", "broker", 0, 0 };
	size_t		 i;

	snprintf(b.version, sizeof(b.version), "%.31s", f->build);
	note_build(all, n, &b);
	for (i = 0; i < f->nworker; i++) {
		const struct worker_report	*w = &f->worker[i];

		b = (struct build){ .schema_min = w->schema_min,
		    .schema_max = w->schema_max };
		snprintf(b.version, sizeof(b.version), "%.31s", w->build);
		snprintf(b.kind, sizeof(b.kind), "%s", stage_name(w->stage));
		note_build(all, n, &b);
	}
}

static void
put_build(struct sample *s, const struct build *b)
{
	char	 min[12], max[12];

	snprintf(min, sizeof(min), "%u", (unsigned)b->schema_min);
	snprintf(max, sizeof(max), "%u", (unsigned)b->schema_max);
	sample_label(s, "version", b->version);
	sample_label(s, "schema_min", min);
	sample_label(s, "schema_max", max);
	sample_label(s, "node_kind", b->kind);
	sample_int(s, 1);
}

void
put_builds(struct sample *s, const struct metrics *m)
{
	struct build	 all[BUILDS];
	size_t		 i, n = 0;

	note_build(all, &n, &(struct build){ SIXTHKEY_VERSION, "web", 0, 0 });
	for (i = 0; i < m->picture->nbroker; i++)
		if (m->picture->broker[i].there)
			note_report(all, &n, &m->picture->broker[i].report);
	for (i = 0; i < n; i++)
		put_build(s, &all[i]);
}

/* ---- this program's own ----------------------------------------------------------- */

void
put_web_events(struct sample *s, const struct metrics *m)
{
	static const char *const answers[] = { "unknown", "accepted",
	    "duplicate", "conflict", "rejected" };
	size_t	 i;

	for (i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		sample_label(s, "answer", answers[i]);
		sample_int(s, m->door.answers[i]);
	}
}

void
put_web_under_way(struct sample *s, const struct metrics *m)
{
	sample_int(s, m->door.under_way);
}

void
put_web_requests(struct sample *s, const struct metrics *m)
{
	sample_int(s, m->http.requests);
}

void
put_web_refused(struct sample *s, const struct metrics *m)
{
	sample_int(s, m->http.refused);
}

void
put_web_bytes(struct sample *s, const struct metrics *m)
{
	sample_int(s, m->http.bytes);
}
