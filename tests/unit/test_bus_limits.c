/*
 * A broker's end that has no descriptors left says so, and goes on when there
 * are some again.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "proto/bus.h"
#include "tests/lib/ports.h"
#include "tests/lib/test.h"

enum { LIMIT = 60, CALLERS = 120, PATIENCE_MS = 20000 };

struct far {				/* the process that listens */
	int	 port, says, hears;	/* pipes: a byte is one step */
	pid_t	 pid;
};

/* Ends the process unless the words come up. */
static void
await_words(struct bus *b, struct bus_socket *s, const char *words)
{
	struct bus_poll		 poll = { .socket = s };
	struct bus_event	 ev = { 0 };
	int64_t			 until = clock_ms() + PATIENCE_MS;

	while (strstr(ev.text, words) == NULL) {
		bus_wait(&poll, 1, 10);
		bus_event(b, &ev);
		if (clock_ms() > until)
			_exit(2);
	}
}

static void
far_end(const struct far *f, const char *folder)
{
	const struct rlimit	 few = { LIMIT, LIMIT };
	struct key_conf		 key = { .role = "broker" };
	char			 at[40];
	struct err		 e;
	struct bus		*b;
	struct bus_socket	*s;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	bus_keypair(key.public, key.secret);
	snprintf(at, sizeof(at), "tcp://127.0.0.1:%d", f->port);
	if (setrlimit(RLIMIT_NOFILE, &few) != 0 || (b = bus_new(&e)) == NULL ||
	    bus_secure(b, &key, &e) != 0 || bus_guard(b, folder, &e) != 0 ||
	    (s = bus_bind(b, at, "worker", &e)) == NULL ||
	    write(f->says, "", 1) != 1)
		_exit(1);
	await_words(b, s, "Too many open files");
	if (write(f->says, "", 1) != 1)
		_exit(1);
	await_words(b, s, "without CURVE");
	bus_close(&s);
	bus_free(&b);
	_exit(0);
}

static void
start_far(struct far *f, const char *folder)
{
	int	 pipes[2];

	assert_int_equal(pipe(pipes), 0);
	ports_free(&f->port, 1);
	f->says = pipes[1];
	f->hears = pipes[0];
	f->pid = fork();
	if (f->pid == 0)
		far_end(f, folder);
	close(pipes[1]);
}

static void
await_step(const struct far *f)
{
	char	 c;

	assert_int_equal(read(f->hears, &c, 1), 1);
}

static int
call(int port)
{
	struct sockaddr_in	 in = { .sin_family = AF_INET,
				    .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
				    .sin_port = htons((uint16_t)port) };
	int			 fd = socket(AF_INET,
				    SOCK_STREAM | SOCK_NONBLOCK, 0);

	assert_true(fd >= 0);
	assert_true(connect(fd, (struct sockaddr *)&in, sizeof(in)) == 0 ||
	    errno == EINPROGRESS);
	return fd;
}

static void
descriptors_that_run_out_are_survived(void **state)
{
	static const char	 null[64] = "\xff\0\0\0\0\0\0\0\1\x7f\3\0NULL";
	char			 folder[] = "/tmp/test_bus.XXXXXX";
	struct far		 f;
	int			 i, status, fd[CALLERS];

	(void)state;
	assert_non_null(mkdtemp(folder));
	start_far(&f, folder);
	await_step(&f);
	for (i = 0; i < CALLERS; i++)
		fd[i] = call(f.port);
	await_step(&f);
	for (i = 0; i < CALLERS; i++)
		close(fd[i]);
	fd[0] = call(f.port);
	assert_int_equal(fcntl(fd[0], F_SETFL, 0), 0);
	assert_int_equal(send(fd[0], null, sizeof(null), MSG_NOSIGNAL),
	    sizeof(null));
	assert_int_equal(waitpid(f.pid, &status, 0), f.pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	close(fd[0]);
	close(f.hears);
	rmdir(folder);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(descriptors_that_run_out_are_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
