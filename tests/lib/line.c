#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/err.h"
#include "proto/client.h"
#include "tests/lib/line.h"
#include "tests/lib/test.h"

enum { ARGS = 48, PATH = LINE_PATH };

struct line {
	struct pg		*pg;
	char			 bin[PATH], submit[PATH], control[PATH],
				 workers[PATH];	/* of all brokers */
	int			 brokers;
	const char		*keys;		/* folder, or NULL */
	const char *const	*broker_settings, *const *worker_settings;
	int			 nworkers;
	pid_t			 pid[STAGE_COUNT][LINE_WORKERS];
	char			 faults[1000];
};

static const char *const roles[STAGE_COUNT] = {
	"broker", "ingest", "assessment", "combination", "publication"
};

/* build/test/e2e/test_x is run: the programs are in build/bin. */
void
line_programs(char bin[PATH])
{
	char	 self[PATH - 8];
	ssize_t	 n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	int	 up;

	assert_true(n > 0);
	self[n] = '\0';
	for (up = 0; up < 3; up++)
		*strrchr(self, '/') = '\0';
	snprintf(bin, PATH, "%s/bin", self);
}

static char *
setting(char *to, size_t size, const char *key, const char *value)
{
	assert_true((size_t)snprintf(to, size, "%s=%s", key, value) < size);
	return to;
}

static void
add(char **argv, int *n, char *set)
{
	argv[(*n)++] = strdup("-o");
	argv[(*n)++] = set;
	assert_true(*n < ARGS - 2);
}

static void
add_settings(char **argv, int *n, const char *const *settings)
{
	for (; settings != NULL && *settings != NULL; settings++)
		add(argv, n, strdup(*settings));
}

/* Where to listen or to connect; a key file says it itself. */
static void
add_ends(const struct line *l, enum stage s, int i, char **argv, int *n)
{
	static char		 end[3][PATH + 16];
	static const char	*const door[] = {
		"workers", "submit", "control"
	};
	int			 d;

	if (s == STAGE_NONE) {
		for (d = 0; d < 3; d++) {
			snprintf(end[d], sizeof(end[d]), "%s=ipc://%s/%s%.0d",
			    door[d], pg_socket(l->pg), door[d], i);
			add(argv, n, end[d]);
		}
	} else
		add(argv, n, setting(end[0], sizeof(end[0]), "broker",
		    l->workers));
}

static void
exec_program(const struct line *l, enum stage s, int i)
{
	char	 db[PATH + 8], program[PATH + 40], file[PATH + 40];
	char	*argv[ARGS] = { program };
	int	 n = 1;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	snprintf(program, sizeof(program), "%s/sixthkey-%s", l->bin,
	    s == STAGE_NONE ? "broker" : stage_name(s));
	snprintf(file, sizeof(file), "%s/%s.key", l->keys,
	    s == STAGE_NONE ? "broker" : stage_name(s));
	add(argv, &n, setting(db, sizeof(db), "db",
	    pg_conninfo(l->pg, roles[s])));
	if (l->keys == NULL)
		add_ends(l, s, i, argv, &n);
	else {
		argv[n++] = strdup("-c");
		argv[n++] = file;
	}
	add_settings(argv, &n, s == STAGE_NONE ? l->broker_settings :
	    l->worker_settings);
	execv(program, argv);
	perror(program);
	_exit(127);
}

void
line_again(struct line *l, enum stage s, int i)
{
	pid_t	 pid = fork();

	assert_true(pid >= 0);
	if (pid == 0)
		exec_program(l, s, i);
	l->pid[s][i] = pid;
}

static void
start_all(struct line *l)
{
	unsigned	 s;
	int		 i;

	for (i = 0; i < l->brokers; i++)
		line_again(l, STAGE_NONE, i);
	for (s = STAGE_INGEST; s < STAGE_COUNT; s++)
		for (i = 0; i < l->nworkers; i++)
			line_again(l, (enum stage)s, i);
}

/* One endpoint for each broker; the first has no number. */
static void
list_ends(const struct line *l, const char *door, char list[PATH])
{
	size_t	 n = 0;
	int	 i;

	for (i = 0; i < l->brokers; i++) {
		n += (size_t)snprintf(list + n, PATH - n, "%sipc://%s/%s%.0d",
		    i == 0 ? "" : ",", pg_socket(l->pg), door, i);
		assert_true(n < PATH);
	}
}

struct line *
line_start_plan(struct pg *pg, const struct line_plan *p)
{
	struct line	*l = calloc(1, sizeof(*l));

	assert_non_null(l);
	l->pg = pg;
	l->brokers = p->brokers;
	l->nworkers = p->workers;
	l->keys = p->keys;
	l->broker_settings = p->broker;
	l->worker_settings = p->worker;
	line_programs(l->bin);
	if (p->bin != NULL)
		snprintf(l->bin, sizeof(l->bin), "%s", p->bin);
	if (p->keys == NULL) {
		list_ends(l, "submit", l->submit);
		list_ends(l, "control", l->control);
		list_ends(l, "workers", l->workers);
	}
	start_all(l);
	return l;
}

struct line *
line_start_several(struct pg *pg, int brokers, int workers,
    const char *const *broker, const char *const *worker)
{
	return line_start_plan(pg, &(struct line_plan){ .brokers = brokers,
	    .workers = workers, .broker = broker, .worker = worker });
}

struct line *
line_start(struct pg *pg, int workers, const char *const *broker,
    const char *const *worker)
{
	return line_start_several(pg, 1, workers, broker, worker);
}

struct line *
line_start_keyed(struct pg *pg, int workers, const char *keys)
{
	return line_start_plan(pg, &(struct line_plan){ .brokers = 1,
	    .workers = workers, .keys = keys });
}

int
line_pid(const struct line *l, enum stage s, int i)
{
	return l->pid[s][i];
}

void
line_signal(struct line *l, enum stage s, int i, int signo)
{
	if (l->pid[s][i] != 0)
		kill(l->pid[s][i], signo);
}

void
line_reap(struct line *l, enum stage s, int i)
{
	while (l->pid[s][i] != 0 && waitpid(l->pid[s][i], NULL, 0) < 0 &&
	    errno == EINTR)
		;
	l->pid[s][i] = 0;
}

static int
left_well(struct line *l, enum stage s, int i)
{
	int	 status = 0;

	if (l->pid[s][i] == 0)
		return 1;
	kill(l->pid[s][i], SIGTERM);
	waitpid(l->pid[s][i], &status, 0);
	l->pid[s][i] = 0;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

void
line_stop(struct line **lp)
{
	struct line	*l = *lp;
	unsigned	 s;
	int		 i, well = 1;

	for (s = STAGE_INGEST; s < STAGE_COUNT; s++)
		for (i = 0; i < LINE_WORKERS; i++)
			well &= left_well(l, (enum stage)s, i);
	for (i = 0; i < LINE_WORKERS; i++)
		well &= left_well(l, STAGE_NONE, i);
	free(l);
	*lp = NULL;
	assert_true(well);
}

const char *
line_submit(const struct line *l)
{
	return l->submit;
}

const char *
line_control(const struct line *l)
{
	return l->control;
}

void
line_connect_verbs(const struct line *l)
{
	setenv("SIXTHKEY_DB", pg_conninfo(l->pg, "reader"), 1);
	setenv("SIXTHKEY_SUBMIT", l->submit, 1);
	setenv("SIXTHKEY_CONTROL", l->control, 1);
}

static int64_t
number(struct line *l, const char *sql)
{
	return strtoll(pg_value(l->pg, "%s", sql), NULL, 10);
}

int64_t
line_settle(struct line *l, int64_t events, int seconds)
{
	int64_t	 from = clock_ms(), accepted, published;

	for (;;) {
		accepted = number(l, "select count(*) from sixthkey.event");
		published = number(l,
		    "select count(*) from sixthkey.publication");
		if (accepted >= events && published == accepted)
			return clock_ms() - from;
		if (clock_ms() - from > seconds * 1000)
			fail_msg("after %d s: %lld accepted, %lld at "
			    "publication, %lld expected", seconds,
			    (long long)accepted, (long long)published,
			    (long long)events);
		test_pause(20);
	}
}

const char *
line_faults(struct line *l)
{
	snprintf(l->faults, sizeof(l->faults), "%s", pg_value(l->pg, "%s",
	    "set search_path = sixthkey;"
	    "select concat_ws('; ',"
	    " (select string_agg(event_id || ' has no assessment', ', ')"
	    "  from event left join assessment a using (event_id)"
	    "  where a.event_id is null),"
	    " (select string_agg(event_id || ' has no combination', ', ')"
	    "  from event left join combination a using (event_id)"
	    "  where a.event_id is null),"
	    " (select string_agg(event_id || ' has no publication', ', ')"
	    "  from event left join publication a using (event_id)"
	    "  where a.event_id is null),"
	    " (select string_agg(subject || ' has broken heads', ', ') from ("
	    "  select subject from subject_head group by subject"
	    "  having count(*) <> max(seq) or min(seq) <> 1) h),"
	    " (select string_agg(subject || ' has broken versions', ', ') from ("
	    "  select subject from rating_version group by subject"
	    "  having count(*) <> max(version) or min(version) <> 1) v),"
	    " (select string_agg(subject || ' counts other events', ', ') from ("
	    "  select v.subject from rating_version v join event e using (subject)"
	    "  join combination c on c.event_id = e.event_id"
	    "  and c.version = v.version group by v.subject, v.version, v.events"
	    "  having count(*) <> v.events) n),"
	    " (select string_agg(subject || ' was not decided', ', ') from ("
	    "  select subject, version from rating_version except"
	    "  select subject, version from decision) d),"
	    " (select string_agg(subject || ' was not published', ', ') from ("
	    "  select subject, version from decision where verdict = 2 except"
	    "  select subject, version from published_version) p))"));
	return l->faults;
}

long
line_memory(const struct line *l, enum stage s, int i)
{
	char	 path[64], text[200];
	FILE	*f;
	long	 kb = 0;

	snprintf(path, sizeof(path), "/proc/%d/status", l->pid[s][i]);
	f = fopen(path, "r");
	assert_non_null(f);
	while (fgets(text, sizeof(text), f) != NULL)
		if (strncmp(text, "VmHWM:", 6) == 0)
			kb = strtol(text + 6, NULL, 10);
	fclose(f);
	return kb;
}
