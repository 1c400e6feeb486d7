#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/digest.h"
#include "tests/lib/pg.h"
#include "tests/lib/ports.h"
#include "tests/lib/test.h"
#include "tests/lib/webline.h"

enum { PATIENCE_MS = 60000, ARGUMENTS = 32 };

struct webline	 web;

/* Never returns. */
static void
become_web(const struct webline *w, const char *program)
{
	char		 db[400], at[LINE_PATH], listen[64],
			 control[LINE_PATH], console[64], console_db[400];
	const char	*argv[ARGUMENTS] = { program, "-o", db, "-o", listen };
	size_t		 n = 5, i;

	snprintf(db, sizeof(db), "db=%s", pg_conninfo(w->pg, "web"));
	snprintf(listen, sizeof(listen), "listen=127.0.0.1:%d", w->port);
	if (w->keys != NULL)
		snprintf(at, sizeof(at), "%s/web.key", w->keys);
	else
		snprintf(at, sizeof(at), "submit=%s", line_submit(w->line));
	snprintf(control, sizeof(control), "control=%s",
	    line_control(w->line));
	snprintf(console, sizeof(console), "console=127.0.0.1:%d",
	    w->console);
	snprintf(console_db, sizeof(console_db), "console_db=%s",
	    pg_conninfo(w->pg, "console"));
	argv[n++] = w->keys != NULL ? "-c" : "-o";
	argv[n++] = at;
	argv[n++] = "-o";
	argv[n++] = console;
	argv[n++] = "-o";
	argv[n++] = console_db;
	if (w->keys == NULL) {
		argv[n++] = "-o";
		argv[n++] = control;
	}
	for (i = 0; w->more != NULL && w->more[i] != NULL &&
	    n + 3 < ARGUMENTS; i++) {
		argv[n++] = "-o";
		argv[n++] = w->more[i];
	}
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	execv(program, (char **)(uintptr_t)argv);
	_exit(127);
}

static void
start_web(struct webline *w)
{
	char	 bin[LINE_PATH], program[LINE_PATH + 16];

	line_programs(bin);
	snprintf(program, sizeof(program), "%s/sixthkey-web", bin);
	w->pid = fork();
	assert_true(w->pid >= 0);
	if (w->pid == 0)
		become_web(w, program);
}

void
webline_await(const struct webline *w)
{
	int64_t		 from = clock_ms();
	static struct reply r;

	do {
		http_ask(w->port, "GET", "/readyz", "", NULL, &r);
		if (clock_ms() - from > PATIENCE_MS)
			fail_msg("not ready: %s", r.text);
		test_pause(20);
	} while (r.status != 200);
	/* The tokens come with the first look at the database. */
	do {
		http_ask(w->port, "GET", "/v1/events/1", AUTH, NULL, &r);
		assert_true(clock_ms() - from < PATIENCE_MS);
		test_pause(20);
	} while (r.status != 404 && r.status != 200);
}

static void
add_token(struct webline *w)
{
	uint8_t	 d[DIGEST_SIZE];
	char	 hex[DIGEST_HEX];

	digest(TOKEN, strlen(TOKEN), d);
	pg_value(w->pg, "insert into sixthkey.source_token (token_id, source, "
	    "kinds, digest, who) values ('0123456789ab', '%s', "
	    "'inspection.reported organisation.registered', '\\x%s', 'test')",
	    w->source == NULL ? "/files/t" : w->source, digest_hex(d, DIGEST_SIZE, hex));
}

void
webline_start(struct webline *w)
{
	int	 port[2];

	w->pg = pg_start_with(w->server == NULL ? "" : w->server);
	add_token(w);
	w->line = w->keys == NULL ? line_start(w->pg, 1, NULL, NULL) :
	    line_start_keyed(w->pg, 1, w->keys);
	ports_free(port, 2);
	w->port = port[0];
	w->console = port[1];
	start_web(w);
	webline_await(w);
}

void
webline_again(struct webline *w)
{
	kill(w->pid, SIGKILL);
	assert_int_equal(waitpid(w->pid, NULL, 0), w->pid);
	start_web(w);
}

void
webline_stop(struct webline *w)
{
	int	 status;

	kill(w->pid, SIGTERM);
	assert_int_equal(waitpid(w->pid, &status, 0), w->pid);
	line_stop(&w->line);
	pg_stop(&w->pg);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

int
web_up(void **state)
{
	(void)state;
	webline_start(&web);
	return 0;
}

int
web_down(void **state)
{
	(void)state;
	webline_stop(&web);
	return 0;
}
