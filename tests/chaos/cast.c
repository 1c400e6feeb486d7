#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "tests/chaos/cast.h"
#include "tests/chaos/wire.h"

enum { ARGS = 4 * CAST_WORDS, AGAIN_MS = 100, TICK_MS = 20 };

static const char *const roles[STAGE_COUNT] = {
	"broker", "ingest", "assessment", "combination", "publication"
};

static const char *const names[] = {
	[CAST_BROKER] = "broker", [CAST_PRODUCER] = "producer",
	[CAST_WIRE] = "wire",
};

static struct member *
add(struct cast *c, enum cast_role role, enum stage stage, int number)
{
	struct member	*m = &c->member[c->n++];
	const char	*what = role == CAST_WORKER ? stage_name(stage) :
			    names[role];

	*m = (struct member){ .role = role, .stage = stage, .number = number,
	    .wanted = 1 };
	snprintf(m->name, sizeof(m->name), "%s-%d", what, number);
	return m;
}

void
cast_init(struct cast *c, const struct cast_conf *conf)
{
	int	 s, i;

	*c = (struct cast){ .conf = *conf };
	add(c, CAST_WIRE, STAGE_NONE, 0);
	for (i = 0; i < CAST_BROKERS; i++)
		add(c, CAST_BROKER, STAGE_NONE, i);
	for (s = STAGE_INGEST; s < STAGE_COUNT; s++)
		for (i = 0; i < conf->workers; i++)
			add(c, CAST_WORKER, (enum stage)s, i);
	for (i = 0; i < conf->producers; i++)
		add(c, CAST_PRODUCER, STAGE_NONE, i);
}

static int
is_remote(const struct member *m)
{
	return m->number == 1 && m->role != CAST_BROKER;
}

/* The last of a word wins. */
static const char *
database(struct arena *a, const struct cast *c, const struct member *m)
{
	return arena_printf(a, "db=%s%s%s",
	    pg_conninfo(c->conf.pg, roles[m->stage]),
	    is_remote(m) ? " host=" : "", is_remote(m) ? c->conf.folder : "");
}

const char *
cast_endpoint(const struct cast *c, const struct member *m, const char *door,
    char out[CAST_TEXT])
{
	const char	*dir = c->conf.folder, *by = is_remote(m) ? "wire-" : "";

	if (m->role == CAST_BROKER)
		snprintf(out, CAST_TEXT, "ipc://%s/%s%d", dir, door, m->number);
	else
		snprintf(out, CAST_TEXT, "ipc://%s/%s%s0,ipc://%s/%s%s1", dir,
		    by, door, dir, by, door);
	return out;
}

static void
add_setting(struct arena *a, char **argv, int *n, const char *set)
{
	argv[(*n)++] = arena_text(a, "-o");
	argv[(*n)++] = arena_text(a, set);
}

static void
add_settings(struct arena *a, const struct cast *c, const struct member *m,
    char **argv, int *n)
{
	static const char *const doors[] = { "workers", "submit", "control" };
	const char *const	*set = m->role == CAST_BROKER ?
				    c->conf.broker : c->conf.worker;
	char			 end[CAST_TEXT];
	size_t			 i;

	add_setting(a, argv, n, database(a, c, m));
	add_setting(a, argv, n, arena_printf(a, "name=%s", m->name));
	if (m->role == CAST_WORKER)
		add_setting(a, argv, n, arena_printf(a, "broker=%s",
		    cast_endpoint(c, m, "workers", end)));
	for (i = 0; m->role == CAST_BROKER && i < 3; i++)
		add_setting(a, argv, n, arena_printf(a, "%s=%s", doors[i],
		    cast_endpoint(c, m, doors[i], end)));
	for (; *set != NULL; set++)
		add_setting(a, argv, n, *set);
}

/* Clocks jump for the second of each stage only, so that they disagree. */
static void
set_environment(struct arena *a, const struct cast *c, const struct member *m)
{
	const char	*fake = m->number == 1 && c->conf.faketime != NULL ?
			    c->conf.faketime : "";
	const char	*own = c->conf.preload != NULL ? c->conf.preload : "";

	setenv("SIXTHKEY_LOG", "logfmt", 1);
	if (*fake == '\0' && *own == '\0')
		return;
	setenv("LD_PRELOAD", arena_printf(a, "%s %s", own, fake), 1);
	if (*fake == '\0')
		return;
	setenv("FAKETIME_TIMESTAMP_FILE", c->conf.clock, 1);
	setenv("FAKETIME_CACHE_DURATION", "1", 1);
	setenv("FAKETIME_DONT_FAKE_MONOTONIC", "1", 1);
}

static void
log_to_file(struct arena *a, const struct cast *c, const struct member *m)
{
	int	 fd = open(arena_printf(a, "%s/%s.log", c->conf.folder,
		    m->name), O_WRONLY | O_CREAT | O_APPEND, 0644);

	if (fd >= 0)
		dup2(fd, STDERR_FILENO);
	close(fd);
}

/* In the child. */
static void
become(const struct cast *c, const struct member *m)
{
	struct arena	*a = arena_new(0);
	char		*argv[ARGS] = { NULL }, end[CAST_TEXT];
	int		 n = 1;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	log_to_file(a, c, m);
	if (m->role == CAST_PRODUCER) {
		c->conf.producer(c->conf.arg, m->number,
		    cast_endpoint(c, m, "submit", end));
		_exit(EXIT_FAILURE);
	}
	if (m->role == CAST_WIRE)
		wire_run(&(struct wire_conf){ c->conf.folder,
		    pg_socket(c->conf.pg) });
	argv[0] = arena_printf(a, "%s/sixthkey-%s", c->conf.bin,
	    m->role == CAST_BROKER ? "broker" : stage_name(m->stage));
	add_settings(a, c, m, argv, &n);
	set_environment(a, c, m);
	execv(argv[0], argv);
	perror(argv[0]);
	_exit(127);
}

/* A producer's signals wait until it looks: none may kill it before. */
static void
start(const struct cast *c, struct member *m)
{
	sigset_t	 all, was;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &was);
	m->pid = fork();
	if (m->pid == 0 && m->role != CAST_PRODUCER)
		sigprocmask(SIG_SETMASK, &was, NULL);
	if (m->pid == 0)
		become(c, m);
	sigprocmask(SIG_SETMASK, &was, NULL);
	if (m->pid < 0) {
		perror("fork");
		exit(EXIT_FAILURE);
	}
	m->struck = m->frozen = m->leaving = 0;
	m->thaw_at = 0;
}

/* Who was struck or told to go has died well; a producer that left with 0 has
 * done its part. */
static void
bury(struct cast *c, struct member *m, int status)
{
	int	 well = WIFEXITED(status) && WEXITSTATUS(status) == 0;

	m->pid = 0;
	m->frozen = 0;
	if (well && m->role == CAST_PRODUCER)
		m->wanted = 0;
	if (m->struck || (well && (m->leaving || !m->wanted)))
		return;
	m->start_at = clock_ms() + AGAIN_MS;
	if (WIFSIGNALED(status))
		c->crashes++;
	else
		c->exits++;
	fprintf(stderr, "%s %s %d by itself\n", m->name,
	    WIFSIGNALED(status) ? "died of signal" : "left with status",
	    WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
}

static void
thaw(struct member *m)
{
	if (m->pid != 0)
		kill(m->pid, SIGCONT);
	m->frozen = 0;
	m->thaw_at = 0;
}

void
cast_tick(struct cast *c)
{
	int64_t		 now = clock_ms();
	struct member	*m;
	int		 status;

	for (m = c->member; m < c->member + c->n; m++) {
		if (m->pid != 0 && waitpid(m->pid, &status, WNOHANG) == m->pid)
			bury(c, m, status);
		if (m->pid != 0 && m->frozen && now >= m->thaw_at)
			thaw(m);
		if (m->pid == 0 && m->wanted && now >= m->start_at)
			start(c, m);
	}
}

struct member *
cast_pick(struct cast *c, enum cast_role role, uint64_t random)
{
	struct member	*fit[CAST_MAX], *m;
	size_t		 n = 0;

	for (m = c->member; m < c->member + c->n; m++)
		if (m->pid != 0 && !m->frozen && m->role == role)
			fit[n++] = m;
	return n == 0 ? NULL : fit[random % n];
}

void
cast_kill(struct member *m, int64_t again_ms)
{
	if (m->pid == 0)
		return;
	m->struck = 1;
	m->start_at = clock_ms() + again_ms;
	kill(m->pid, SIGKILL);
}

void
cast_drain(struct member *m, int64_t again_ms)
{
	if (m->pid == 0)
		return;
	m->start_at = clock_ms() + again_ms;
	m->leaving = 1;
	kill(m->pid, SIGTERM);
}

void
cast_freeze(struct member *m, int64_t ms)
{
	if (m->pid == 0)
		return;
	m->frozen = 1;
	m->thaw_at = clock_ms() + ms;
	kill(m->pid, SIGSTOP);
}

void
cast_calm(struct cast *c)
{
	struct member	*m;

	for (m = c->member; m < c->member + c->n; m++)
		if (m->frozen)
			thaw(m);
}

static int
any_left(const struct cast *c, enum cast_role role)
{
	const struct member	*m;

	for (m = c->member; m < c->member + c->n; m++)
		if (m->role == role && (m->pid != 0 || m->wanted))
			return 1;
	return 0;
}

/* Said again and again: whoever was hit just before has to come back first,
 * if it is a producer. */
static void
tell_to_go(struct cast *c, enum cast_role role)
{
	struct member	*m;

	for (m = c->member; m < c->member + c->n; m++) {
		if (m->role != role)
			continue;
		if (role != CAST_PRODUCER)
			m->wanted = 0;
		if (m->pid != 0 && !m->struck)
			kill(m->pid, SIGTERM);
	}
}

int
cast_dismiss(struct cast *c, enum cast_role role, int seconds)
{
	int64_t		 until = clock_ms() + seconds * 1000;

	do {
		tell_to_go(c, role);
		poll(NULL, 0, TICK_MS);
		cast_tick(c);
	} while (any_left(c, role) && clock_ms() < until);
	return !any_left(c, role);
}

void
cast_end(struct cast *c)
{
	struct member	*m;

	for (m = c->member; m < c->member + c->n; m++) {
		m->wanted = 0;
		cast_kill(m, 0);
		while (m->pid != 0 && waitpid(m->pid, NULL, 0) < 0 &&
		    errno == EINTR)
			;
		m->pid = 0;
	}
}
