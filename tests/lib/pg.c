#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <grp.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <libpq-fe.h>

#include "base/arena.h"
#include "base/clock.h"
#include "schema/upgrade.h"
#include "tests/lib/pg.h"

enum { START_MS = 60000, PAUSE_MS = 20, ARGV_MAX = 16 };

struct pg {
	char		 folder[64], bin[256], database[64];
	const struct passwd *user;	/* who the server runs as; NULL: we */
	pid_t		 server;
	int		 databases;
	struct arena	*arena;		/* texts for the caller */
};

static void die(const char *, ...)
    __attribute__((format(printf, 1, 2), noreturn));

static void
die(const char *fmt, ...)
{
	va_list	ap;

	va_start(ap, fmt);
	fputs("throw-away PostgreSQL: ", stderr);
	vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
	va_end(ap);
	exit(EXIT_FAILURE);
}

static const char *
in_folder(struct pg *pg, const char *name)
{
	return arena_printf(pg->arena, "%s/%s", pg->folder, name);
}

static void
find_programs(struct pg *pg)
{
	FILE	*f = popen("pg_config --bindir", "r");

	if (f == NULL || fgets(pg->bin, sizeof(pg->bin), f) == NULL ||
	    pclose(f) != 0)
		die("pg_config cannot be run");
	pg->bin[strcspn(pg->bin, "\n")] = '\0';
}

/* The server refuses to run as root. */
static void
find_user(struct pg *pg)
{
	if (geteuid() != 0)
		return;
	pg->user = getpwnam("postgres");
	if (pg->user == NULL)
		pg->user = getpwnam("nobody");
	if (pg->user == NULL)
		die("no system user to run it as");
}

/* In the child.  Ends with its parent, whatever ends that. */
static void
become(struct pg *pg, const char *const *words)
{
	char	*argv[ARGV_MAX] = { NULL };
	int	 i, log = open(in_folder(pg, "log"),
		    O_WRONLY | O_CREAT | O_APPEND, 0644);

	for (i = 0; words[i] != NULL && i < ARGV_MAX - 1; i++)
		argv[i] = arena_text(pg->arena, words[i]);

	if (pg->user != NULL && (setgroups(0, NULL) != 0 ||
	    setgid(pg->user->pw_gid) != 0 || setuid(pg->user->pw_uid) != 0))
		_exit(126);
	if (log < 0 || dup2(log, 1) < 0 || dup2(log, 2) < 0 ||
	    chdir(pg->folder) != 0 || prctl(PR_SET_PDEATHSIG, SIGQUIT) != 0 ||
	    setenv("LC_ALL", "C", 1) != 0)
		_exit(126);
	/* It looks for its companions beside the path that it was called by. */
	argv[0] = arena_printf(pg->arena, "%s/%s", pg->bin, argv[0]);
	execv(argv[0], argv);
	_exit(127);
}

static pid_t
spawn(struct pg *pg, const char *const *argv)
{
	pid_t	pid = fork();

	if (pid < 0)
		die("fork: %s", strerror(errno));
	if (pid == 0)
		become(pg, argv);
	return pid;
}

static void
show_log(struct pg *pg)
{
	FILE	*f = fopen(in_folder(pg, "log"), "r");
	char	 line[512];

	while (f != NULL && fgets(line, sizeof(line), f) != NULL)
		fputs(line, stderr);
	if (f != NULL)
		fclose(f);
}

static void
make_data(struct pg *pg, const char *settings)
{
	static const char *const argv[] = { "initdb", "--pgdata=data",
	    "--username=postgres", "--auth=trust", "--encoding=UTF8",
	    "--locale=C", "--no-sync", "--no-instructions", NULL };
	int	 status;
	FILE	*f;

	if (waitpid(spawn(pg, argv), &status, 0) < 0 || status != 0) {
		show_log(pg);
		die("initdb failed");
	}
	f = fopen(in_folder(pg, "data/postgresql.conf"), "a");
	if (f == NULL || fprintf(f, "listen_addresses = ''\n"
	    "unix_socket_directories = '%s'\nfsync = off\n"
	    "full_page_writes = off\nmax_connections = 60\n"
	    "shared_buffers = 64MB\n%s", pg->folder, settings) < 0 ||
	    fclose(f) != 0)
		die("postgresql.conf cannot be written");
}

/* Accepting connections, or ends the program. */
static void
await_server(struct pg *pg)
{
	const char	*to = pg_conninfo(pg, NULL);
	int64_t		 deadline = clock_ms() + START_MS;

	while (PQping(to) != PQPING_OK) {
		if (waitpid(pg->server, NULL, WNOHANG) != 0 ||
		    clock_ms() > deadline) {
			show_log(pg);
			die("the server does not start");
		}
		poll(NULL, 0, PAUSE_MS);
	}
}

void
pg_up(struct pg *pg)
{
	static const char *const argv[] = { "postgres", "-D", "data", NULL };

	pg->server = spawn(pg, argv);
	await_server(pg);
}

static void
end_server(struct pg *pg, int sig)
{
	if (pg->server == 0)
		return;
	kill(pg->server, sig);
	waitpid(pg->server, NULL, 0);
	pg->server = 0;
}

void
pg_kill(struct pg *pg)
{
	end_server(pg, SIGQUIT);
}

void
pg_restart(struct pg *pg)
{
	end_server(pg, SIGINT);
	pg_up(pg);
}

static void
enter(struct pg *pg, const char *database)
{
	snprintf(pg->database, sizeof(pg->database), "%s", database);
}

/* A folder for one, with nothing in it. */
static struct pg *
make_folder(void)
{
	struct pg	*pg = calloc(1, sizeof(*pg));

	if (pg == NULL)
		abort();
	pg->arena = arena_new(0);
	find_programs(pg);
	find_user(pg);
	snprintf(pg->folder, sizeof(pg->folder),
	    "/var/tmp/sixthkey-test-XXXXXX");
	enter(pg, "postgres");
	if (mkdtemp(pg->folder) == NULL || (pg->user != NULL &&
	    chown(pg->folder, pg->user->pw_uid, pg->user->pw_gid) != 0))
		die("%s: %s", pg->folder, strerror(errno));
	return pg;
}

static struct pg *
make_server(const char *settings)
{
	struct pg	*pg = make_folder();

	make_data(pg, settings);
	pg_up(pg);
	return pg;
}

/* What is said last in the file counts. */
struct pg *
pg_replica(struct pg *of, const char *name)
{
	struct pg	*pg = make_folder();
	const char	*argv[] = { "pg_basebackup", "--host", of->folder,
			    "--username=postgres", "--pgdata=data", "--no-sync",
			    "--checkpoint=fast", "--write-recovery-conf",
			    NULL };
	FILE		*f;
	int		 status;

	if (waitpid(spawn(pg, argv), &status, 0) < 0 || status != 0) {
		show_log(pg);
		die("pg_basebackup failed");
	}
	f = fopen(in_folder(pg, "data/postgresql.conf"), "a");
	if (f == NULL || fprintf(f, "unix_socket_directories = '%s'\n"
	    "cluster_name = '%s'\n", pg->folder, name) < 0 || fclose(f) != 0)
		die("postgresql.conf of a replica cannot be written");
	pg_up(pg);
	return pg;
}

static void
make_schema(struct pg *pg)
{
	struct buf	report = { 0 };
	struct err	e;

	if (upgrade_run(pg_conninfo(pg, "owner"), upgrade_texts, &report,
	    &e) != 0)
		die("%s", e.text);
	buf_release(&report);
}

struct pg *
pg_start_with(const char *settings)
{
	struct pg	*pg = make_server(settings);

	pg_value(pg, "create role sixthkey_owner login createrole");
	pg_value(pg, "create database sixthkey owner sixthkey_owner");
	enter(pg, "sixthkey");
	make_schema(pg);
	return pg;
}

struct pg *
pg_start(void)
{
	return pg_start_with("");
}

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st, (void)type, (void)at;
	return remove(path);
}

void
pg_stop(struct pg **pgp)
{
	struct pg	*pg = *pgp;

	if (pg == NULL)
		return;
	end_server(pg, SIGQUIT);
	nftw(pg->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	arena_free(&pg->arena);
	free(pg);
	*pgp = NULL;
}

static struct pg	*shared;

static void
stop_shared(void)
{
	pg_stop(&shared);
}

struct pg *
pg_shared(void)
{
	if (shared == NULL) {
		shared = pg_start();
		atexit(stop_shared);
	}
	return shared;
}

static void
new_database(struct pg *pg, const char *template)
{
	int	number = ++pg->databases;

	enter(pg, "postgres");
	pg_value(pg, "create database t%d template %s owner sixthkey_owner",
	    number, template);
	enter(pg, arena_printf(pg->arena, "t%d", number));
}

void
pg_fresh(struct pg *pg)
{
	new_database(pg, "sixthkey");
}

void
pg_empty(struct pg *pg)
{
	new_database(pg, "template0");
}

const char *
pg_conninfo(struct pg *pg, const char *role)
{
	return arena_printf(pg->arena, "host=%s dbname=%s user=%s%s",
	    pg->folder, pg->database, role == NULL ? "" : "sixthkey_",
	    role == NULL ? "postgres" : role);
}

const char *
pg_socket(const struct pg *pg)
{
	return pg->folder;
}

const char *
pg_database(const struct pg *pg)
{
	return pg->database;
}

const char *
pg_value(struct pg *pg, const char *fmt, ...)
{
	PGconn		*conn = PQconnectdb(pg_conninfo(pg, NULL));
	PGresult	*r;
	char		 sql[4096];
	const char	*value = "";
	va_list		 ap;

	va_start(ap, fmt);
	vsnprintf(sql, sizeof(sql), fmt, ap);
	va_end(ap);
	PQclear(PQexec(conn, "set search_path = sixthkey, public"));
	r = PQexec(conn, sql);
	if (PQresultStatus(r) != PGRES_COMMAND_OK &&
	    PQresultStatus(r) != PGRES_TUPLES_OK)
		die("%s: %s", sql, PQerrorMessage(conn));
	if (PQntuples(r) > 0)
		value = arena_text(pg->arena, PQgetvalue(r, 0, 0));
	PQclear(r);
	PQfinish(conn);
	return value;
}
