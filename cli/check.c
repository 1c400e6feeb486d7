/*
 * check - does the broker answer?  For probes: the exit code is the answer.
 */
#include <string.h>

#include "cli/cmd.h"
#include "cli/link.h"
#include "cli/opt.h"
#include "proto/client.h"

enum { PATIENCE_MS = 2000 };

static int
ask(const char *endpoint)
{
	struct arena	*a = arena_new(0);
	struct frame	 f;
	struct err	 e = { 0 };
	int		 code = EXIT_OK;

	if (client_query(endpoint, PATIENCE_MS, a, &f, &e) != 0)
		code = link_failed("check", &e);
	arena_free(&a);
	return code;
}

int
cmd_check(int argc, char **argv)
{
	static const struct opt	 none[] = { { 0 } };
	const char		*endpoint;
	int			 n = opt_parse(none, argc, argv);

	if (n < 0)
		return EXIT_USAGE;
	if (n != 1 || strcmp(argv[1], "broker") != 0)
		return cmd_misused("check", "say broker");
	endpoint = link_setting("check", "SIXTHKEY_CONTROL");
	return endpoint != NULL ? ask(endpoint) : EXIT_USAGE;
}
