#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "proto/client.h"
#include "web/background.h"
#include "web/picture.h"

enum { PAUSE_MS = 1500, BROKER_MS = 700 };
enum { COL_HORIZON, COL_LEADER, COL_LEASE, COL_LED };
enum { OLD_STAGE, OLD_VERDICT, OLD_MS };

#define LATELY	0.9	/* what is left of the past at each look */

struct pictures {
	struct pictures_conf	 conf;
	struct endpoints	 control;
	struct picture		 two[2];
	int			 shown;		/* which of them */
	struct db		*db;		/* of the thread */
	struct background	 thread;	/* lock: of what is shown */
};

const struct broker_picture *
picture_leader(const struct picture *p)
{
	size_t	 i;

	for (i = 0; i < p->nbroker; i++)
		if (p->broker[i].there && !p->broker[i].report.standby)
			return &p->broker[i];
	return NULL;
}

const struct stage_report *
picture_stage(const struct broker_picture *b, enum stage s)
{
	size_t	 i;

	for (i = 0; b != NULL && i < b->report.nreport; i++)
		if (b->report.report[i].stage == s)
			return &b->report.report[i];
	return NULL;
}

int
picture_is_old(const struct picture *p)
{
	return p->taken_ms == 0 || clock_ms() - p->taken_ms > PICTURE_OLD_MS;
}

/* ---- one look ------------------------------------------------------------------ */

static void
look_at_brokers(struct pictures *s, struct picture *p)
{
	struct frame	 as = { .type = FRAME_QUERY, .text = "sixthkey-web",
			    .instance = s->conf.self->instance,
			    .name = s->conf.name, .build = SIXTHKEY_VERSION,
			    .told = self_told(s->conf.self) };
	size_t		 i;

	p->nbroker = s->control.n;
	for (i = 0; i < s->control.n; i++) {
		struct broker_picture	*b = &p->broker[i];

		*b = (struct broker_picture){
		    .endpoint = s->control.text + s->control.at[i] };
		b->there = client_query(s->conf.key, b->endpoint, &as,
		    BROKER_MS, p->arena, &b->report, &b->why) == 0;
	}
}

static int
connected(struct pictures *s, struct err *e)
{
	static const enum query	 all[] = { Q_SHOW_STAGES, Q_SHOW_OLDEST,
				    Q_SHOW_HEALTH, Q_SHOW_REPLICAS,
				    Q_SHOW_ARCHIVE, Q_NONE };

	if (s->db != NULL && !db_alive(s->db))
		db_close(&s->db);
	if (s->db == NULL)
		s->db = db_open(s->conf.conninfo, "sixthkey-web", all, NULL, NULL,
		    e);
	return s->db != NULL;
}

static int
look_at_health(struct pictures *s, struct picture *p, struct err *e)
{
	struct rows	*rows = db_run(s->db, Q_SHOW_HEALTH, NULL, NULL, e);

	if (rows == NULL)
		return -1;
	p->horizon_ms = rows_null(rows, 0, COL_HORIZON) ? -1 :
	    rows_int(rows, 0, COL_HORIZON);
	snprintf(p->leader, sizeof(p->leader), "%s",
	    rows_text(rows, 0, COL_LEADER));
	p->lease_ms = rows_int(rows, 0, COL_LEASE);
	p->led_ms = rows_int(rows, 0, COL_LED);
	rows_free(&rows);
	return 0;
}

static void
take_oldest(struct picture *p, const struct rows *rows, size_t i)
{
	int64_t	 stage = rows_int(rows, i, OLD_STAGE);
	int64_t	 verdict = rows_int(rows, i, OLD_VERDICT);

	if (stage > STAGE_NONE && stage < STAGE_COUNT &&
	    verdict >= VERDICT_RETRY && verdict <= VERDICT_PARKED)
		p->aside_ms[stage][verdict] = rows_int(rows, i, OLD_MS);
}

static int
look_at_aside(struct pictures *s, struct picture *p, struct err *e)
{
	struct rows	*rows = db_run(s->db, Q_SHOW_OLDEST, NULL, NULL, e);
	size_t		 i;

	if (rows == NULL)
		return -1;
	for (i = 0; i < rows_count(rows); i++)
		take_oldest(p, rows, i);
	rows_free(&rows);
	return 0;
}

static void
look_at_database(struct pictures *s, struct picture *p)
{
	struct err	 e = { 0 };

	p->database = connected(s, &e) &&
	    books_read(&p->books, s->db, &e) == 0 &&
	    look_at_aside(s, p, &e) == 0 && look_at_health(s, p, &e) == 0 &&
	    copies_read(&p->copies, s->db, p->arena, &e) == 0;
}

static void
look_at_fleet(struct picture *p)
{
	size_t	 i;

	p->fleet.arena = p->arena;
	for (i = 0; i < p->nbroker; i++)
		if (p->broker[i].there)
			fleet_add(&p->fleet, &p->broker[i].report);
	fleet_compare(&p->fleet);
}

/* What came since the look before counts most. */
static void
smooth(const struct picture *was, struct picture *now)
{
	const struct broker_picture	*b = picture_leader(now);
	enum stage			 s;

	for (s = STAGE_INGEST; s < STAGE_COUNT; s++) {
		const struct stage_report *new = picture_stage(b, s);
		const struct stage_report *old = picture_stage(
		    picture_leader(was), s);
		uint64_t handed, read;

		now->came[s] = was->came[s] * LATELY;
		now->handed[s] = was->handed[s] * LATELY;
		if (new == NULL || new->nmeter <= METER_READ)
			continue;
		handed = new->meter[METER_HANDED];
		read = new->meter[METER_READ];
		if (old != NULL && old->nmeter > METER_READ &&
		    old->meter[METER_HANDED] <= handed &&
		    old->meter[METER_READ] <= read) {
			handed -= old->meter[METER_HANDED];
			read -= old->meter[METER_READ];
		}
		now->came[s] += (double)(handed + read);
		now->handed[s] += (double)handed;
	}
}

static void
look(struct pictures *s)
{
	struct picture	*now = &s->two[!s->shown];
	struct arena	*arena = now->arena;
	int64_t		 began = clock_ms();

	arena_reset(arena);
	*now = (struct picture){ .arena = arena };
	look_at_brokers(s, now);
	look_at_fleet(now);
	look_at_database(s, now);
	smooth(&s->two[s->shown], now);
	now->taken_ms = began;
	pthread_mutex_lock(&s->thread.lock);
	s->shown = !s->shown;
	pthread_mutex_unlock(&s->thread.lock);
}

/* ---- the thread ----------------------------------------------------------------- */

static void *
run(void *arg)
{
	struct pictures	*s = arg;

	do
		look(s);
	while (!background_rest(&s->thread, PAUSE_MS));
	return NULL;
}

struct pictures *
pictures_open(const struct pictures_conf *conf, struct err *e)
{
	struct pictures	*s = calloc(1, sizeof(*s));

	if (s == NULL)
		abort();
	if (endpoints_set(&s->control, conf->control, e) != 0) {
		err_add(e, "control");
		free(s);
		return NULL;
	}
	s->conf = *conf;
	s->two[0].arena = arena_new(0);
	s->two[1].arena = arena_new(0);
	background_start(&s->thread, run, s);
	return s;
}

void
pictures_close(struct pictures **sp)
{
	struct pictures	*s = *sp;

	if (s == NULL)
		return;
	background_end(&s->thread);
	db_close(&s->db);
	arena_free(&s->two[0].arena);
	arena_free(&s->two[1].arena);
	free(s);
	*sp = NULL;
}

const struct picture *
pictures_look(struct pictures *s)
{
	pthread_mutex_lock(&s->thread.lock);
	return &s->two[s->shown];
}

void
pictures_leave(struct pictures *s)
{
	pthread_mutex_unlock(&s->thread.lock);
}
