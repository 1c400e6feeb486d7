/*
 * sixthkey - the command line.  A verb is a row of cmd_table.
 */
#include <stdio.h>
#include <string.h>

#include "cli/cmd.h"
#include "cli/opt.h"

static int
wants_help(int argc, char **argv)
{
	int	i;

	for (i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "-h") == 0 ||
		    strcmp(argv[i], "--help") == 0)
			return 1;
	return 0;
}

static int
run(const struct cmd *c, int argc, char **argv)
{
	int	code = c->run(argc, argv);

	if (fflush(stdout) != 0 || ferror(stdout)) {
		cmd_say(c->name, "standard output cannot be written");
		return code == EXIT_OK ? EXIT_CANTCREATE : code;
	}
	return code;
}

int
main(int argc, char **argv)
{
	int			 help = 0, version = 0, at;
	struct opt		 opts[] = {
		{ "help", 'h', OPT_FLAG, &help },
		{ "version", 0, OPT_FLAG, &version },
		{ 0 }
	};
	char			 name[] = "help";
	const struct cmd	*c;

	argv[0] = name;
	if ((at = opt_leading(opts, argc, argv)) < 0)
		return EXIT_USAGE;
	if (version)
		return puts("sixthkey " SIXTHKEY_VERSION) < 0;
	if (help)
		return cmd_help(1, argv);
	if (at == argc) {
		fputs("usage: sixthkey [OPTION...] VERB [ARGUMENT...]\n"
		    "sixthkey help lists the verbs\n", stderr);
		return EXIT_USAGE;
	}
	c = cmd_find(argv[at]);
	if (c == NULL || wants_help(argc - at, argv + at)) {
		argv[1] = argv[at];
		return cmd_help(2, argv);
	}
	return run(c, argc - at, argv + at);
}
