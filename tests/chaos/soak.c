#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "tests/chaos/ask.h"
#include "tests/chaos/scene.h"
#include "tests/chaos/server.h"
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

/* What a stretch of time came to. */
struct stretch {
	double	 rate;		/* events a second that came out at the end */
	double	 cpu;		/* ms of the machine's work for each of them */
};

static double
cpu_ms(struct scene *s)
{
	long	 ticks = server_ticks(s->pg);
	int	 i;

	for (i = 0; i < s->cast.n; i++)
		if (s->cast.member[i].pid != 0)
			ticks += server_process_ticks(s->cast.member[i].pid);
	return (double)ticks * 1000 / (double)sysconf(_SC_CLK_TCK);
}

static struct stretch
run_for(struct scene *s, struct ask *a, int64_t seconds)
{
	const char	*count = "select count(*) from publication";
	int64_t		 from = clock_ms(), was = ask_number(a, count), ms;
	double		 cpu = cpu_ms(s), n;

	do {
		poll(NULL, 0, TICK_MS);
		cast_tick(&s->cast);
		ms = clock_ms() - from;
	} while (ms < seconds * 1000);
	cpu = cpu_ms(s) - cpu;
	n = (double)(ask_number(a, count) - was);
	return (struct stretch){ n * 1000 / (double)ms, cpu / n };
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

/*
 * Nothing held, both transactions open, nothing held again.  Tables grow all
 * the while and make every event dearer; what the held stretch is compared
 * with lies on both sides of it.
 */
static void
compare(struct scene *s, struct ask *mine, int64_t minutes,
    struct stretch *loose, struct stretch *held)
{
	struct ask	*writer, *reader;
	struct stretch	 before, after;

	run_for(s, mine, WARM_S);
	before = run_for(s, mine, minutes * 60 / 4);
	writer = hold(s->pg, NULL, "insert into quarantine (source, source_id,"
	    " reason, payload) values ('/soak', '1', 'held open', '')");
	reader = hold(s->pg, "reader", "select count(*) from event");
	*held = run_for(s, mine, minutes * 60);
	ask_close(&writer);
	ask_close(&reader);
	after = run_for(s, mine, minutes * 60 / 4);
	*loose = (struct stretch){ (before.rate + after.rate) / 2,
	    (before.cpu + after.cpu) / 2 };
}

int
soak(const struct options *o)
{
	static struct scene	 s;
	struct stretch		 loose, held;
	struct ask		*mine;
	double			 fall;
	int64_t			 dead;
	int			 good;

	scene_open(&s, o);
	s.conf.workers = s.conf.producers = s.load.producers = 1;
	cast_init(&s.cast, &s.conf);
	cast_tick(&s.cast);
	mine = ask_must(s.pg, NULL);
	compare(&s, mine, o->soak, &loose, &held);
	dead = dead_tuples(mine);
	ask_close(&mine);
	fall = 100 - 100 * held.rate / loose.rate;
	good = cast_dismiss(&s.cast, CAST_PRODUCER, LEAVE_S) &&
	    fall <= FALL_MAX && dead == 0 && s.cast.exits == 0 &&
	    s.cast.crashes == 0;
	printf("{\"minutes\":%lld,\"rate\":%.0f,\"rate_held\":%.0f,"
	    "\"fall_percent\":%.1f,\"cpu_ms\":%.3f,\"cpu_ms_held\":%.3f,"
	    "\"dead_tuples\":%lld,\"exits\":%d,\"crashes\":%d}\n",
	    (long long)o->soak, loose.rate, held.rate, fall, loose.cpu,
	    held.cpu, (long long)dead, s.cast.exits, s.cast.crashes);
	scene_close(&s, !good);
	return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
