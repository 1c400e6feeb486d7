#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/clock.h"
#include "tests/chaos/ask.h"
#include "tests/chaos/scene.h"
#include "tests/chaos/twin.h"

enum { TICK_MS = 100, MINUTE_MS = 60000, LEAVE_S = 60 };

struct twin {
	struct scene		 scene;
	struct ask		*ask, *writer, *reader;
	int			 fd;
};

static volatile sig_atomic_t	told_to_go;

static void
go(int signo)
{
	(void)signo;
	told_to_go = 1;
}

/* A transaction that has done one thing and does nothing more. */
static struct ask *
hold(struct pg *pg, const char *role, const char *sql)
{
	const char	*const all[] = {
		"set idle_in_transaction_session_timeout = 0",
		"begin isolation level repeatable read", sql
	};
	struct ask	*a = ask_must(pg, role);
	struct answers	*r;
	size_t		 i;

	for (i = 0; i < sizeof(all) / sizeof(*all); i++) {
		r = ask_rows(a, all[i]);
		answers_free(&r);
	}
	return a;
}

static void
hold_both(struct twin *t)
{
	t->writer = hold(t->scene.pg, NULL, "insert into quarantine (source,"
	    " source_id, reason, payload) values ('/soak', '1', 'held open',"
	    " '')");
	t->reader = hold(t->scene.pg, "reader", "select count(*) from event");
}

/* Asked of the counters: counting the rows would be work too. */
static int64_t
events(struct twin *t)
{
	return ask_number(t->ask, "select n_tup_ins from pg_stat_user_tables"
	    " where schemaname = 'sixthkey' and relname = 'publication'");
}

static int64_t
dead_tuples(struct twin *t)
{
	return ask_number(t->ask, "select coalesce(sum(n_dead_tup), 0)"
	    " from pg_stat_user_tables where schemaname = 'sixthkey'"
	    " and relname in ('event', 'assessment', 'combination',"
	    " 'publication', 'subject_head', 'rating_version',"
	    " 'decision')");
}

/* Nobody may listen any more; then there is nobody to tell. */
static void
tell(struct twin *t, const void *what, size_t size)
{
	if (write(t->fd, what, size) != (ssize_t)size)
		told_to_go = 1;
}

static void
tell_sample(struct twin *t)
{
	struct twin_sample	 s = { clock_ms(), events(t) };

	tell(t, &s, sizeof(s));
}

static void
work_until(struct twin *t, int64_t ms)
{
	while (!told_to_go && clock_ms() < ms) {
		poll(NULL, 0, TICK_MS);
		cast_tick(&t->scene.cast);
	}
}

/* At work until the other line is too. */
static int64_t
await_begin(struct twin *t)
{
	struct pollfd	 p = { .fd = t->fd, .events = POLLIN };
	int64_t		 begin = 0;

	while (!told_to_go && events(t) == 0)
		work_until(t, clock_ms() + TICK_MS);
	tell_sample(t);
	while (!told_to_go && poll(&p, 1, TICK_MS) == 0)
		cast_tick(&t->scene.cast);
	if (read(t->fd, &begin, sizeof(begin)) != sizeof(begin))
		told_to_go = 1;
	return begin;
}

static void
play(struct twin *t, const struct twin_plan *plan)
{
	int64_t	 begin = await_begin(t);
	int	 minute;

	for (minute = 0; !told_to_go && minute <= plan->minutes; minute++) {
		work_until(t, begin + (int64_t)minute * MINUTE_MS);
		tell_sample(t);
		if (minute == plan->hold_at)
			hold_both(t);
	}
}

static void
sum_up(struct twin *t)
{
	struct cast	*c = &t->scene.cast;
	struct twin_end	 end = { .dead = dead_tuples(t) };

	end.left = cast_dismiss(c, CAST_PRODUCER, LEAVE_S);
	end.exits = c->exits;
	end.crashes = c->crashes;
	tell(t, &end, sizeof(end));
}

void
twin_run(const struct options *o, const struct twin_plan *plan, int fd)
{
	static struct twin	 t;

	signal(SIGTERM, go);
	signal(SIGINT, go);
	signal(SIGPIPE, SIG_IGN);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	t.fd = fd;
	scene_open(&t.scene, o);
	t.scene.conf.workers = t.scene.conf.producers =
	    t.scene.load.producers = 1;
	cast_init(&t.scene.cast, &t.scene.conf);
	t.ask = ask_must(t.scene.pg, NULL);
	play(&t, plan);
	if (!told_to_go)
		sum_up(&t);
	ask_close(&t.writer);
	ask_close(&t.reader);
	ask_close(&t.ask);
	scene_close(&t.scene, 0);
	exit(EXIT_SUCCESS);
}
