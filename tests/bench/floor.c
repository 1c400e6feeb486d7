/*
 * The floor under the line: what PostgreSQL gives when four chained stages do
 * nothing but append their records, at the same durability.  No broker, no
 * frames, no steps; a stage may go as far as the one before it has committed.
 */
#include <pthread.h>

#include "base/clock.h"
#include "proto/frame.h"
#include "schema/db.h"
#include "tests/bench/bench.h"
#include "tests/lib/test.h"

struct floor {
	pthread_mutex_t	 lock;
	pthread_cond_t	 moved;
	uint64_t	 done[STAGE_COUNT];	/* done[0]: all that will come */
	const char	*conninfo;
	unsigned	 batch;
	size_t		 bytes;
};

struct stage_thread {
	struct floor	*floor;
	enum stage	 stage;
	pthread_t	 thread;
};

/* Wait until the stage before is past `from`; returns how far it is. */
static uint64_t
wait_before(struct floor *f, enum stage s, uint64_t from)
{
	uint64_t	 upto;

	pthread_mutex_lock(&f->lock);
	while ((upto = f->done[s - 1]) == from)
		pthread_cond_wait(&f->moved, &f->lock);
	pthread_mutex_unlock(&f->lock);
	return upto;
}

static void
pass(struct floor *f, enum stage s, uint64_t upto)
{
	pthread_mutex_lock(&f->lock);
	f->done[s] = upto;
	pthread_cond_broadcast(&f->moved);
	pthread_mutex_unlock(&f->lock);
}

/* The records of assessment are the plainest: id, outcome, hash, payload. */
static void
put(struct db *db, const struct floor *f, uint64_t from, uint64_t to,
    int64_t offset, const uint8_t *payload)
{
	struct params	*p = params_new();
	struct rows	*rows;
	struct err	 e;
	int		 id, outcome, hash, body;

	params_int4(p, 1);
	id = params_column(p, COLUMN_INT8);
	outcome = params_column(p, COLUMN_INT2);
	hash = params_column(p, COLUMN_INT4);
	body = params_column(p, COLUMN_BYTEA);
	for (; from < to; from++) {
		params_add_int(p, id, offset + (int64_t)from);
		params_add_int(p, outcome, 1);
		params_add_int(p, hash, (int64_t)(from & 0xffff));
		params_add_bytea(p, body, (struct bytes){ payload, f->bytes });
	}
	rows = db_run(db, Q_ASSESSMENT_PUT, p, NULL, &e);
	if (rows == NULL)
		fail_msg("%s", e.text);
	rows_free(&rows);
	params_free(&p);
}

static void *
work(void *arg)
{
	const struct stage_thread *t = arg;
	struct floor		*f = t->floor;
	const enum query	 all[] = { Q_ASSESSMENT_PUT, Q_NONE };
	struct err		 e;
	struct db		*db = db_open(f->conninfo, "floor", all, NULL,
				    NULL, &e);
	uint8_t			*payload = malloc(f->bytes);
	uint64_t		 at = 0, upto, i;

	if (db == NULL)
		fail_msg("%s", e.text);
	for (i = 0; i < f->bytes; i++)
		payload[i] = (uint8_t)(i * 31);
	while (at < f->done[STAGE_NONE]) {
		upto = wait_before(f, t->stage, at);
		if (upto > at + f->batch)
			upto = at + f->batch;
		/* One table for all four, so that nothing has to be made:
		 * every stage has a range of ids to itself. */
		put(db, f, at, upto, (int64_t)t->stage << 40, payload);
		at = upto;
		pass(f, t->stage, at);
	}
	db_close(&db);
	free(payload);
	return NULL;
}

double
floor_run(struct pg *pg, uint64_t events, unsigned batch, size_t bytes)
{
	struct floor		 f = { .conninfo = pg_conninfo(pg,
				    "assessment"), .batch = batch,
				    .bytes = bytes };
	struct stage_thread	 t[STAGE_COUNT];
	int64_t			 from;
	unsigned		 s;

	pthread_mutex_init(&f.lock, NULL);
	pthread_cond_init(&f.moved, NULL);
	f.done[STAGE_NONE] = events;
	from = clock_ms();
	for (s = STAGE_INGEST; s < STAGE_COUNT; s++) {
		t[s] = (struct stage_thread){ &f, (enum stage)s, 0 };
		assert_int_equal(pthread_create(&t[s].thread, NULL, work,
		    &t[s]), 0);
	}
	for (s = STAGE_INGEST; s < STAGE_COUNT; s++)
		pthread_join(t[s].thread, NULL);
	return (double)events * 1000.0 / (double)(clock_ms() - from + 1);
}
