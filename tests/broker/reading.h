/*
 * reading.h - the broker's reader on a real database, and what it finds there.
 */
#ifndef TESTS_BROKER_READING_H
#define TESTS_BROKER_READING_H

#include <inttypes.h>

#include "base/text.h"
#include "broker/core.h"
#include "broker/reader.h"
#include "tests/lib/pg.h"
#include "tests/lib/test.h"

struct fixture {
	struct pg	*pg;
	struct db	*db;
	struct reader	*reader;
	struct params	*params;
	struct arena	*arena;
	int64_t		 now;
	uint32_t	 most;
	uint64_t	 room;
	const char	*bulk;
	const char	*known;		/* of ids 1, 2, ..: d done, h in hand */
	int		 windows;	/* queries of a window, so far */
};

/* What is in hand has waited for five seconds. */
static inline void
skip_text(void *arg, enum stage stage, int live, int64_t after, int64_t upto,
    struct skip *out)
{
	const char	*known = ((struct fixture *)arg)->known;
	int64_t		 id = after + 1, n = (int64_t)strlen(known);

	(void)stage;
	(void)live;
	*out = (struct skip){ .done = after, .waited_ms = -1 };
	for (; id <= upto && id <= n && known[id - 1] != '.'; id++) {
		out->done += known[id - 1] == 'd' && out->done == id - 1;
		if (known[id - 1] == 'h' && out->held == 0) {
			out->held = id;
			out->waited_ms = 5000;
		}
	}
	out->id = id;
}

static inline int
setup(void **state)
{
	static struct fixture	 f;
	struct err		 e = { ERR_NONE, "" };

	f = (struct fixture){ .pg = pg_shared(), .known = "",
	    .reader = reader_new(&(struct skipper){ skip_text, &f }),
	    .params = params_new(), .arena = arena_new(0), .now = 1000,
	    .most = 100, .room = 1 << 20 };
	pg_fresh(f.pg);
	f.db = db_open(pg_conninfo(f.pg, "broker"), "test", reader_statements,
	    NULL, NULL, &e);
	if (f.db == NULL)
		fail_msg("%s", e.text);
	*state = &f;
	return 0;
}

static inline int
teardown(void **state)
{
	struct fixture	*f = *state;

	db_close(&f->db);
	reader_free(&f->reader);
	params_free(&f->params);
	arena_free(&f->arena);
	return 0;
}

/* The answer to one request. */
static inline struct reading
ask(struct fixture *f, enum stage stage, int restart)
{
	struct reading	 out;
	struct rows	*rows;
	struct err	 e;
	enum query	 q;
	int		 over;

	reader_ask(f->reader, stage, restart, f->bulk);
	do {
		q = reader_query(f->reader, f->now, f->most, f->params);
		f->windows += q == Q_BACKLOG_ASSESSMENT ||
		    q == Q_BACKLOG_COMBINATION || q == Q_BACKLOG_PUBLICATION;
		rows = db_run(f->db, q, f->params, NULL, &e);
		if (rows == NULL)
			fail_msg("%s", e.text);
		over = reader_rows(f->reader, f->now, rows, f->room, f->arena,
		    &out);
		rows_free(&rows);
	} while (!over);
	return out;
}

/* What a walk ahead of bulk finds that begins now, as text. */
static inline const char *
ahead(struct fixture *f, enum stage stage, const char *bulk)
{
	const char	*text = "";
	struct reading	 r;
	int		 restart = 1;
	size_t		 i;

	do {
		f->bulk = bulk;
		r = ask(f, stage, restart);
		f->bulk = NULL;
		restart = 0;
		for (i = 0; i < r.ntask; i++)
			text = arena_printf(f->arena, "%s %" PRIu64, text,
			    r.task[i].id);
	} while (!r.end);
	return text;
}

/* A whole walk: the ids that wait, as text. */
static inline const char *
walk(struct fixture *f, enum stage stage)
{
	const char	*text = "";
	struct reading	 r;
	int		 restart = 1;
	size_t		 i;

	f->now += 2000;
	do {
		r = ask(f, stage, restart);
		restart = 0;
		for (i = 0; i < r.ntask; i++)
			text = arena_printf(f->arena, "%s%s%" PRIu64, text,
			    *text == '\0' ? "" : " ", r.task[i].id);
	} while (!r.end);
	return text;
}

#define EVENTS "insert into sixthkey.event (kind, worker, source, source_id, " \
	"subject, digest, payload) select 2, 1, 's', gen_random_uuid()::text, " \
	"'RXX', decode(repeat('00', 32), 'hex'), 'payload' " \
	"from generate_series(1, %d)"

static inline void
put_events(struct fixture *f, int n)
{
	pg_value(f->pg, EVENTS, n);
}

static inline void
assess(struct fixture *f, int from, int upto)
{
	pg_value(f->pg, "insert into sixthkey.assessment (event_id, outcome, "
	    "worker, subject_hash, payload) select i, 1, 1, -7, 'payload' "
	    "from generate_series(%d, %d) i", from, upto);
}

#define READ(f)	cmocka_unit_test_setup_teardown(f, setup, teardown)

#endif
