#include <poll.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "tests/chaos/ask.h"
#include "tests/chaos/scene.h"
#include "tests/chaos/soak.h"

enum { TICK_MS = 100, WARM_S = 20, LEAVE_S = 60, FALL_MAX = 5 };

/* A transaction that has done one thing and does nothing more. */
static struct ask *
hold(struct pg *pg, const char *role, const char *sql)
{
	struct ask	*a = ask_must(pg, role);
	struct answers	*r;

	r = ask_rows(a, "set idle_in_transaction_session_timeout = 0");
	answers_free(&r);
	r = ask_rows(a, "begin isolation level repeatable read");
	answers_free(&r);
	r = ask_rows(a, sql);
	answers_free(&r);
	return a;
}

/* Events a second that come out at the end, over so many seconds. */
static double
throughput(struct scene *s, struct ask *a, int64_t seconds)
{
	const char	*count = "select count(*) from publication";
	int64_t		 from = clock_ms(), was = ask_number(a, count), ms;

	do {
		poll(NULL, 0, TICK_MS);
		cast_tick(&s->cast);
		ms = clock_ms() - from;
	} while (ms < seconds * 1000);
	return (double)(ask_number(a, count) - was) * 1000 / (double)ms;
}

static int64_t
dead_tuples(struct ask *a)
{
	return ask_number(a, "select coalesce(sum(n_dead_tup), 0)"
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
	struct ask		*writer, *reader, *mine;
	int			 good;

	scene_open(&s, o);
	s.conf.workers = 1;
	cast_init(&s.cast, &s.conf);
	cast_tick(&s.cast);
	mine = ask_must(s.pg, NULL);
	throughput(&s, mine, WARM_S);
	free_rate = throughput(&s, mine, o->soak * 60 / 4);
	writer = hold(s.pg, NULL, "insert into quarantine (source, source_id,"
	    " reason, payload) values ('/soak', '1', 'held open', '')"
	    " returning 1");
	reader = hold(s.pg, "reader", "select count(*) from event");
	held_rate = throughput(&s, mine, o->soak * 60);
	dead = dead_tuples(mine);
	fall = 100 - 100 * held_rate / free_rate;
	ask_close(&mine);
	ask_close(&writer);
	ask_close(&reader);
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
