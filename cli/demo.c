/*
 * demo - feed the examples and walk through what can be asked of them.
 * logs - what the programs say.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/sibling.h"

static const struct {
	const char	*says, *words[6];
} walk[] = {
	{ "Eighty reports on NHS trusts go in; fed again they are duplicates.",
	    { "feed", "EXAMPLES" } },
	{ "Until nothing waits.", { "status", "--wait" } },
	{ "Cambridge: why Good, and how near to less.", { "explain", "RGT" } },
	{ "What the rules would give if one question stood otherwise.",
	    { "whatif", "RGT", "responsive=requires_improvement" } },
	{ "Where awarded is not what the rules give.",
	    { "get", "departures", "--limit", "5" } },
	{ "One event across all stages.", { "journey", "1" } },
	{ "Nothing is missing, nothing is there twice.",
	    { "check", "ledger" } },
};

/* Beside us, or where they were installed. */
static const char *
examples(const char *given)
{
	static const char *const places[] = { "examples/trusts.csv",
	    "/usr/share/doc/sixthkey/examples/trusts.csv",
	    "/usr/local/share/doc/sixthkey/examples/trusts.csv" };
	size_t	 i;

	if (given != NULL)
		return given;
	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		if (access(places[i], R_OK) == 0)
			return places[i];
	return NULL;
}

static int
step(size_t i, const char *file)
{
	const char	*words[7] = { NULL };
	struct buf	 said = { 0 };
	size_t		 k;
	int		 status;

	printf("\n%s\n$ sixthkey", walk[i].says);
	for (k = 0; walk[i].words[k] != NULL; k++) {
		words[k] = strcmp(walk[i].words[k], "EXAMPLES") == 0 ? file :
		    walk[i].words[k];
		printf(" %s", words[k]);
	}
	putchar('\n');
	fflush(stdout);
	status = sibling_run("sixthkey", words, &said);
	fwrite(said.data, 1, said.len, stdout);
	buf_release(&said);
	return status;
}

int
cmd_demo(int argc, char **argv)
{
	const char		*file = NULL;
	const struct opt	 opts[] = {
		{ "examples", 0, OPT_TEXT, &file },
		{ 0 }
	};
	int			 status = 0, n = opt_parse(opts, argc, argv);
	size_t			 i;

	if (n != 0)
		return n < 0 ? EXIT_USAGE : cmd_misused("demo",
		    "takes no arguments");
	file = examples(file);
	if (file == NULL) {
		cmd_say("demo", "the examples are not here; say where: "
		    "--examples .../examples/trusts.csv");
		return EXIT_NOINPUT;
	}
	for (i = 0; i < sizeof(walk) / sizeof(walk[0]) && status == 0; i++)
		status = step(i, file);
	if (status != 0) {
		cmd_say("demo", "that did not go as it should; sixthkey "
		    "doctor says what is missing");
		return EXIT_NO;
	}
	puts("\nNext:  sixthkey top, and from another terminal sixthkey "
	    "bench");
	return EXIT_OK;
}

/* Never returns where there is such a program. */
static int
become(const char *program, const char **words)
{
	fflush(stdout);
	execvp(program, (char **)(uintptr_t)words);
	cmd_say("logs", "%s is not on the PATH", program);
	return EXIT_UNAVAILABLE;
}

/* Of the folder SIXTHKEY_LOGS, where ./start keeps them; else of journald. */
int
cmd_logs(int argc, char **argv)
{
	const char		*folder = getenv("SIXTHKEY_LOGS"), *who;
	int			 follow = 0, n;
	const struct opt	 opts[] = {
		{ "follow", 'f', OPT_FLAG, &follow },
		{ 0 }
	};
	struct arena		*a = arena_new(0);
	const char		*glob, *words[8];

	if ((n = opt_parse(opts, argc, argv)) < 0 || n > 1) {
		arena_free(&a);
		return n < 0 ? EXIT_USAGE : cmd_misused("logs",
		    "takes one program");
	}
	who = n == 1 ? argv[1] : "*";
	if (strspn(who, "abcdefghijklmnopqrstuvwxyz-*") != strlen(who)) {
		arena_free(&a);
		return cmd_misused("logs", "\"%s\" is no program", who);
	}
	if (folder != NULL && *folder != '\0') {
		glob = arena_printf(a, "exec tail -n 100 %s \"$1\"/%s.log",
		    follow ? "-F" : "", who);
		memcpy(words, (const char *[]){ "sh", "-c", glob, "sh",
		    folder, NULL }, 6 * sizeof(*words));
		return become("sh", words);
	}
	memcpy(words, (const char *[]){ "journalctl", "-u",
	    arena_printf(a, "sixthkey-%s", who), "-n", "100",
	    follow ? "-f" : "--no-pager", NULL }, 7 * sizeof(*words));
	return become("journalctl", words);
}
