/*
 * bulk - how long the command line takes over everybody: compare-rulesets and
 * audit of many organisations, from start to exit, reading included.
 *
 *	tests/bench/bulk [--organisations N] [--rounds N] [--json]
 *
 * Each organisation has one report of five to eight cells, fed through the
 * line; in one of 64 the ratings are not what the rules give.
 */
#include <fcntl.h>
#include <getopt.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/bench/lib/rig.h"
#include "tests/lib/test.h"

enum { EXIT_USAGE = 64 };

static const struct verb {
	const char	*name, *word[8];
} verbs[] = {
	{ "compare-rulesets", { "compare-rulesets", "nhs-combined-2018-03",
	    "consult-2017-11-proposed", "-o", "json" } },
	{ "audit", { "audit", "-o", "json" } },
};

enum { VERBS = sizeof(verbs) / sizeof(*verbs) };

struct row {
	struct sample	 ms, cpu_ms, server_ms;
	long		 memory_kb;
	int64_t		 bytes;		/* that it printed */
};

/* In the child. */
static void
become(const struct verb *v, const char *db, int out)
{
	char	 bin[LINE_PATH], program[LINE_PATH + 16];
	char	*argv[10] = { program };
	int	 i;

	line_programs(bin);
	snprintf(program, sizeof(program), "%s/sixthkey", bin);
	for (i = 0; v->word[i] != NULL; i++)
		argv[i + 1] = strdup(v->word[i]);
	setenv("SIXTHKEY_DB", db, 1);
	dup2(out, STDOUT_FILENO);
	execv(program, argv);
	_exit(127);
}

/* The server's part is that of the session, which has ended with it. */
static void
run(const struct verb *v, struct pg *pg, const char *db, struct row *row)
{
	char		 path[] = "/var/tmp/bench-bulk-XXXXXX";
	int		 out = mkstemp(path), status;
	uint64_t	 server = bench_cpu_ended(pg);
	int64_t		 from = bench_us();
	struct rusage	 u;
	pid_t		 pid;

	unlink(path);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0)
		become(v, db, out);
	assert_int_equal(wait4(pid, &status, 0, &u), pid);
	sample_add(&row->ms, (double)(bench_us() - from) / 1000);
	if (!WIFEXITED(status) || WEXITSTATUS(status) > 1)
		fail_msg("%s ended with %d", v->name, WEXITSTATUS(status));
	sample_add(&row->cpu_ms, (double)(u.ru_utime.tv_usec +
	    u.ru_stime.tv_usec) / 1000 + 1000 * (double)(u.ru_utime.tv_sec +
	    u.ru_stime.tv_sec));
	sample_add(&row->server_ms, (double)(bench_cpu_ended(pg) - server) /
	    1000);
	row->memory_kb = u.ru_maxrss;
	row->bytes = lseek(out, 0, SEEK_END);
	close(out);
}

static void
report(struct rig *rig, uint64_t organisations, uint64_t rounds, int json,
    const struct row *row)
{
	struct buf	 out = { 0 };
	struct json	 j;
	size_t		 i;

	json_init(&j, &out, json ? 0 : 2);
	json_object(&j, NULL);
	bench_settings(&j, rig_server(rig));
	json_int(&j, "organisations", (int64_t)organisations);
	json_int(&j, "rounds", (int64_t)rounds);
	for (i = 0; i < VERBS; i++) {
		json_object(&j, verbs[i].name);
		sample_json(&j, "ms", &row[i].ms, 0);
		sample_json(&j, "own_cpu_ms", &row[i].cpu_ms, 0);
		sample_json(&j, "server_cpu_ms", &row[i].server_ms, 0);
		json_int(&j, "memory_kb", row[i].memory_kb);
		json_int(&j, "bytes_printed", row[i].bytes);
		json_end(&j);
	}
	json_int(&j, "ledger_difference", rig_difference(rig));
	json_end(&j);
	puts(out.data);
	buf_release(&out);
}

static int
usage(void)
{
	fputs("usage: tests/bench/bulk [--organisations N] [--rounds N] "
	    "[--json]\n", stderr);
	return EXIT_USAGE;
}

static void
measure(uint64_t organisations, uint64_t rounds, int json)
{
	struct rig_plan	 plan = { .mix = MIX_AGREED, .workers = 1,
			    .organisations = organisations };
	struct rig	*rig = rig_open(&plan);
	const char	*db = pg_conninfo(rig_server(rig), "reader");
	struct row	 row[VERBS] = { 0 };
	uint64_t	 i, v;

	rig_round(rig, organisations - 1);
	pg_value(rig_server(rig), "analyze");
	for (i = 0; i < rounds; i++)
		for (v = 0; v < VERBS; v++)
			run(&verbs[v], rig_server(rig), db, &row[v]);
	report(rig, organisations, rounds, json, row);
	rig_close(&rig);
}

int
main(int argc, char **argv)
{
	static const struct option known[] = {
		{ "organisations", required_argument, NULL, 'n' },
		{ "rounds", required_argument, NULL, 'r' },
		{ "json", no_argument, NULL, 'j' },
		{ 0 }
	};
	uint64_t	 organisations = 50000, rounds = 5;
	int		 c, json = 0;

	while ((c = getopt_long(argc, argv, "", known, NULL)) != -1) {
		if (c == 'n')
			organisations = bench_option(optarg, 100, 10000000);
		else if (c == 'r')
			rounds = bench_option(optarg, 1, BENCH_ROUNDS);
		else if (c == 'j')
			json = 1;
		else
			return usage();
	}
	measure(organisations, rounds, json);
	return 0;
}
