#include <poll.h>
#include <stdio.h>
#include <stdlib.h>

#include <libpq-fe.h>

#include "base/clock.h"
#include "tests/chaos/scene.h"
#include "tests/chaos/soak.h"

enum { TICK_MS = 100, WARM_S = 20, LEAVE_S = 60, FALL_MAX = 5 };

/* One number that the run asks PostgreSQL for. */
static int64_t
number(struct pg *pg, const char *sql)
{
	return strtoll(pg_value(pg, "%s", sql), NULL, 10);
}

static PGconn *
hold(struct pg *pg, const char *role, const char *sql)
{
	PGconn	*db = PQconnectdb(pg_conninfo(pg, role));
	PGresult *r;

	PQclear(PQexec(db, "set search_path = sixthkey;"
	    " set idle_in_transaction_session_timeout = 0;"
	    " begin isolation level repeatable read"));
	r = PQexec(db, sql);
	if (PQresultStatus(r) != PGRES_TUPLES_OK) {
		fprintf(stderr, "hold: %s", PQerrorMessage(db));
		exit(EXIT_FAILURE);
	}
	PQclear(r);
	return db;
}

/* Events a second that come out at the end, over so many seconds. */
static double
throughput(struct scene *s, int64_t seconds)
{
	const char	*count = "select count(*) from publication";
	int64_t		 from = clock_ms(), was = number(s->pg, count), ms;

	do {
		poll(NULL, 0, TICK_MS);
		cast_tick(&s->cast);
		ms = clock_ms() - from;
	} while (ms < seconds * 1000);
	return (double)(number(s->pg, count) - was) * 1000 / (double)ms;
}

static int64_t
dead_tuples(struct pg *pg)
{
	return number(pg, "select coalesce(sum(n_dead_tup), 0)"
	    " from pg_stat_user_tables where schemaname = 'sixthkey'"
	    " and relname in ('event', 'assessment', 'combination',"
	    " 'publication', 'subject_head', 'rating_version',"
	    " 'published_version', 'decision')");
}

int
soak(const struct options *o)
{
	static struct scene	 s;
	double			 free_rate, held_rate, fall;
	int64_t			 dead;
	PGconn			*writer, *reader;
	int			 good;

	scene_open(&s, o);
	s.conf.workers = 1;
	cast_init(&s.cast, &s.conf);
	cast_tick(&s.cast);
	throughput(&s, WARM_S);
	free_rate = throughput(&s, o->soak * 60 / 4);
	writer = hold(s.pg, NULL, "insert into quarantine (source, source_id,"
	    " reason, payload) values ('/soak', '1', 'held open', '')"
	    " returning 1");
	reader = hold(s.pg, "reader", "select count(*) from event");
	held_rate = throughput(&s, o->soak * 60);
	dead = dead_tuples(s.pg);
	fall = 100 - 100 * held_rate / free_rate;
	PQfinish(writer);
	PQfinish(reader);
	good = cast_dismiss(&s.cast, CAST_PRODUCER, LEAVE_S) &&
	    fall <= FALL_MAX && dead == 0 && s.cast.exits == 0 &&
	    s.cast.crashes == 0;
	printf("{\"minutes\":%lld,\"rate\":%.0f,\"rate_held\":%.0f,"
	    "\"fall_percent\":%.1f,\"dead_tuples\":%lld,\"exits\":%d,"
	    "\"crashes\":%d}\n", (long long)o->soak, free_rate, held_rate,
	    fall, (long long)dead, s.cast.exits, s.cast.crashes);
	scene_close(&s, !good);
	return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
