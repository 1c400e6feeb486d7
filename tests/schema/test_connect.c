/*
 * Which servers a program accepts, and what it says of the others.
 */
#include <arpa/inet.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/schema/session.h"

static const enum query none[] = { Q_NONE };

static void
opens(const char *conninfo)
{
	struct err	 e = { ERR_NONE, "" };
	struct db	*db = db_open(conninfo, "test", none, NULL, NULL, &e);

	if (db == NULL)
		fail_msg("%s: %s", conninfo, e.text);
	assert_true(db_alive(db));
	db_close(&db);
	assert_null(db);
}

static void
refuses(const char *conninfo, enum err_kind kind, const char *why)
{
	struct err	 e = { ERR_NONE, "" };
	struct db	*db = db_open(conninfo, "test", none, NULL, NULL, &e);

	assert_null(db);
	print_message("%s\n", e.text);
	assert_int_equal(e.kind, kind);
	assert_non_null(strstr(e.text, why));
	assert_null(strchr(e.text, '\n'));
}

static void
every_role_is_let_in(void **state)
{
	static const char *const roles[] = { "owner", "broker", "ingest",
	    "assessment", "combination", "publication", "reader", "operator" };
	struct pg	*pg = pg_shared();
	size_t		 i;

	(void)state;
	pg_fresh(pg);
	for (i = 0; i < sizeof(roles) / sizeof(roles[0]); i++)
		opens(pg_conninfo(pg, roles[i]));
}

static const struct refused {
	const char	*rest;		/* behind "host=… " */
	enum err_kind	 kind;
	const char	*why;
} refused[] = {
	{ "user=nobody_we_know dbname=sixthkey", ERR_SETUP, "nobody_we_know" },
	{ "user=postgres dbname=elsewhere", ERR_SETUP, "elsewhere" },
	{ "user=postgres dbname=postgres", ERR_SETUP,
	    "run sixthkey db migrate" },
	{ "user=postgres dbname=sixthkey port=1", ERR_AGAIN,
	    "cannot connect" },
	{ "user=sixthkey_nologin dbname=sixthkey", ERR_SETUP,
	    "not permitted to log in" },
	{ "user=sixthkey_few dbname=sixthkey", ERR_AGAIN,
	    "too many connections" },
};

static void
wrong_strings_are_refused(void **state)
{
	struct pg	*pg = pg_shared();
	char		 conninfo[300];
	size_t		 i;

	(void)state;
	pg_value(pg, "create role sixthkey_nologin nologin");
	pg_value(pg, "create role sixthkey_few login connection limit 0");
	for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		snprintf(conninfo, sizeof(conninfo), "host=%s %s",
		    pg_socket(pg), refused[i].rest);
		refuses(conninfo, refused[i].kind, refused[i].why);
	}
}

static void
secrets_are_not_quoted(void **state)
{
	struct err	e;

	(void)state;
	assert_null(db_open("password = hunter2 hunter3", "test", none, NULL,
	    NULL, &e));
	assert_int_equal(e.kind, ERR_SETUP);
	assert_null(strstr(e.text, "hunter"));
}

static void
server_that_may_not_write_is_refused(void **state)
{
	struct pg	*pg = pg_shared();
	char		 conninfo[300];

	(void)state;
	pg_fresh(pg);
	pg_value(pg, "alter database %s set default_transaction_read_only = on",
	    pg_database(pg));
	refuses(pg_conninfo(pg, "ingest"), ERR_AGAIN, "read-only");
	snprintf(conninfo, sizeof(conninfo), "%s target_session_attrs=any",
	    pg_conninfo(pg, "reader"));
	opens(conninfo);
}

static void
unknown_schema_is_refused(void **state)
{
	struct pg	*pg = pg_shared();

	(void)state;
	pg_fresh(pg);
	pg_value(pg, "insert into schema_version (number, name, checksum) "
	    "values (9000, '9000-later', repeat('0', 64))");
	refuses(pg_conninfo(pg, "ingest"), ERR_SETUP, "use a newer sixthkey");
	pg_value(pg, "delete from schema_version where number > 0");
	refuses(pg_conninfo(pg, "ingest"), ERR_SETUP,
	    "run sixthkey db migrate");
}

/* A socket on the loopback; connections wait in its queue. */
static int
listen_somewhere(int *port)
{
	struct sockaddr_in	 a = { .sin_family = AF_INET,
				    .sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t		 n = sizeof(a);
	int			 s = socket(AF_INET, SOCK_STREAM, 0);

	assert_true(s >= 0);
	assert_int_equal(bind(s, (struct sockaddr *)&a, sizeof(a)), 0);
	assert_int_equal(listen(s, 8), 0);
	assert_int_equal(getsockname(s, (struct sockaddr *)&a, &n), 0);
	*port = ntohs(a.sin_port);
	return s;
}

static void
count(void *arg)
{
	++*(int *)arg;
}

/* The first host takes the connection and then says nothing. */
static void
silent_host_does_not_hide_the_next(void **state)
{
	struct pg	*pg = pg_shared();
	char		 conninfo[300];
	int		 port, ticks = 0, s = listen_somewhere(&port);
	struct err	 e;
	struct db	*db;

	(void)state;
	snprintf(conninfo, sizeof(conninfo), "host=127.0.0.1 port=%d "
	    "user=postgres connect_timeout=1", port);
	assert_null(db_open(conninfo, "test", none, count, &ticks, &e));
	assert_int_equal(e.kind, ERR_AGAIN);
	assert_non_null(strstr(e.text, "no answer from 127.0.0.1"));
	assert_in_range(ticks, 3, 5);

	snprintf(conninfo, sizeof(conninfo), "host=127.0.0.1,%s port=%d,5432 "
	    "user=postgres dbname=sixthkey connect_timeout=1", pg_socket(pg),
	    port);
	db = db_open(conninfo, "test", none, NULL, NULL, &e);
	assert_non_null(db);
	db_close(&db);
	close(s);
}

/* A host that may come back decides over one that never lets us in. */
static void
hope_decides_among_hosts(void **state)
{
	struct pg	*pg = pg_shared();
	char		 conninfo[300];

	(void)state;
	snprintf(conninfo, sizeof(conninfo), "host=%s,/nowhere "
	    "user=nobody_we_know dbname=sixthkey", pg_socket(pg));
	refuses(conninfo, ERR_AGAIN, "/nowhere");
}

static int
dial(const char *folder)
{
	struct sockaddr_un	 a = { .sun_family = AF_UNIX };
	int			 s = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(a.sun_path, sizeof(a.sun_path), "%s/.s.PGSQL.5432", folder);
	if (s < 0 || connect(s, (struct sockaddr *)&a, sizeof(a)) != 0)
		_exit(1);
	return s;
}

/* What a pooler does: it hides which process serves, by a key of its own. */
static void
forge_key(char *data, ssize_t n)
{
	char	*key = memmem(data, (size_t)n, "K\0\0\0\014", 5);

	if (key != NULL)
		key[8] ^= 1;
}

static void
relay(int client, int server)
{
	struct pollfd	p[2] = { { client, POLLIN, 0 }, { server, POLLIN, 0 } };
	char		data[65536];
	ssize_t		n;
	int		i;

	while (poll(p, 2, -1) > 0)
		for (i = 0; i < 2; i++) {
			if (p[i].revents == 0)
				continue;
			n = read(p[i].fd, data, sizeof(data));
			if (n <= 0)
				_exit(0);
			if (i == 1)
				forge_key(data, n);
			if (write(p[1 - i].fd, data, (size_t)n) != n)
				_exit(1);
		}
}

static void
pooler_is_refused(void **state)
{
	struct pg	*pg = pg_shared();
	char		 conninfo[300];
	int		 port, status, s = listen_somewhere(&port);
	pid_t		 pid = fork();

	(void)state;
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		relay(accept(s, NULL, NULL), dial(pg_socket(pg)));
	}
	snprintf(conninfo, sizeof(conninfo), "host=127.0.0.1 port=%d "
	    "user=postgres dbname=sixthkey sslmode=disable", port);
	refuses(conninfo, ERR_SETUP, "pooler");
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	close(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_role_is_let_in),
		cmocka_unit_test(wrong_strings_are_refused),
		cmocka_unit_test(secrets_are_not_quoted),
		cmocka_unit_test(server_that_may_not_write_is_refused),
		cmocka_unit_test(unknown_schema_is_refused),
		cmocka_unit_test(silent_host_does_not_hide_the_next),
		cmocka_unit_test(hope_decides_among_hosts),
		cmocka_unit_test(pooler_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
