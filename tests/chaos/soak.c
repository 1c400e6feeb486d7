#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "tests/chaos/soak.h"
#include "tests/chaos/twin.h"

enum { HELD, FREE, TWINS };
enum { WARM_MS = 20000, CALIBRATE = 4, FALL_MAX = 5 };

struct twins {
	struct twin_plan	 plan;		/* of the one that is held */
	pid_t			 pid[TWINS];
	int			 fd[TWINS];
	struct twin_sample	*at[TWINS];	/* of each minute */
	struct twin_end		 end[TWINS];
};

static void
start(struct twins *t, const struct options *o, int which)
{
	struct twin_plan	 plan = t->plan;
	int			 ends[2];

	if (which == FREE)
		plan.hold_at = plan.minutes + 1;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0 ||
	    (t->pid[which] = fork()) < 0) {
		perror("twin");
		exit(EXIT_FAILURE);
	}
	close(ends[t->pid[which] == 0 ? 0 : 1]);
	if (t->pid[which] == 0)
		twin_run(o, &plan, ends[1]);
	t->fd[which] = ends[0];
}

/* The same from both; false when one of them is gone. */
static int
hear(const struct twins *t, void *held, void *loose, size_t size)
{
	return recv(t->fd[HELD], held, size, MSG_WAITALL) == (ssize_t)size &&
	    recv(t->fd[FREE], loose, size, MSG_WAITALL) == (ssize_t)size;
}

static int
tell_begin(const struct twins *t)
{
	struct twin_sample	 ready[TWINS];
	int64_t			 begin;

	if (!hear(t, &ready[HELD], &ready[FREE], sizeof(*ready)))
		return 0;
	begin = clock_ms() + WARM_MS;
	return write(t->fd[HELD], &begin, sizeof(begin)) > 0 &&
	    write(t->fd[FREE], &begin, sizeof(begin)) > 0;
}

/* Events a second from one minute to another. */
static double
rate(const struct twin_sample *at, int from, int to)
{
	return (double)(at[to].events - at[from].events) * 1000 /
	    (double)(at[to].ms - at[from].ms);
}

static double
ratio(const struct twins *t, int from, int to)
{
	return rate(t->at[HELD], from, to) / rate(t->at[FREE], from, to);
}

static int
watch(struct twins *t)
{
	int	 i;

	for (i = 0; i <= t->plan.minutes; i++) {
		if (!hear(t, &t->at[HELD][i], &t->at[FREE][i],
		    sizeof(**t->at)))
			return 0;
		if (i != 0)
			fprintf(stderr, "minute %d%s: %.0f/s, its twin %.0f/s\n",
			    i, i > t->plan.hold_at ? ", held" : "",
			    rate(t->at[HELD], i - 1, i),
			    rate(t->at[FREE], i - 1, i));
	}
	return hear(t, &t->end[HELD], &t->end[FREE], sizeof(*t->end));
}

static int
conclude(const struct twins *t)
{
	int			 hold = t->plan.hold_at, end = t->plan.minutes;
	const struct twin_end	*e = t->end;
	double			 before = ratio(t, 0, hold),
				 held = ratio(t, hold, end),
				 fall = 100 - 100 * held / before;
	int			 exits = e[HELD].exits + e[FREE].exits;
	int			 crashes = e[HELD].crashes + e[FREE].crashes;

	printf("{\"minutes\":%d,\"rate_held\":%.0f,\"rate_twin\":%.0f,"
	    "\"ratio_before\":%.4f,\"ratio_held\":%.4f,"
	    "\"fall_percent\":%.1f,\"dead_tuples\":%lld,\"exits\":%d,"
	    "\"crashes\":%d}\n", end - hold, rate(t->at[HELD], hold, end),
	    rate(t->at[FREE], hold, end), before, held, fall,
	    (long long)e[HELD].dead, exits, crashes);
	return fall <= FALL_MAX && e[HELD].dead == 0 && exits == 0 &&
	    crashes == 0 && e[HELD].left && e[FREE].left;
}

static int
dismiss(struct twins *t)
{
	int	 i, status, well = 1;

	for (i = 0; i < TWINS; i++) {
		kill(t->pid[i], SIGTERM);
		well &= waitpid(t->pid[i], &status, 0) == t->pid[i] &&
		    status == 0;
		free(t->at[i]);
	}
	return well;
}

int
soak(const struct options *o)
{
	int		 calibrate = o->soak < CALIBRATE ? (int)o->soak :
			    CALIBRATE;
	struct twins	 t = { .plan = { calibrate + (int)o->soak,
			    calibrate } };
	int		 i, good;

	for (i = 0; i < TWINS; i++) {
		t.at[i] = calloc((size_t)t.plan.minutes + 1, sizeof(**t.at));
		if (t.at[i] == NULL)
			abort();
		start(&t, o, i);
	}
	good = tell_begin(&t) && watch(&t) && conclude(&t);
	return dismiss(&t) && good ? EXIT_SUCCESS : EXIT_FAILURE;
}
