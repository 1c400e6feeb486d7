/*
 * demo - feed the examples and walk through what can be asked of them.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

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

/* Others' demonstrations bring a line up and take it down; here that is no work
 * for a verb, for somebody has to wait for it. */
static int
misused(const char *word)
{
	if (strcmp(word, "up") == 0 || strcmp(word, "down") == 0)
		return cmd_misused("demo", "./start, where the sources are, "
		    "brings a line up and keeps it running; Ctrl-C there "
		    "takes it down; demo walks through it");
	return cmd_misused("demo", "takes no arguments");
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
		return n < 0 ? EXIT_USAGE : misused(argv[1]);
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
	cmd_next("sixthkey top, and from another terminal sixthkey bench");
	return EXIT_OK;
}
