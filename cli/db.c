/*
 * db - the schema of the database.
 */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "cli/cmd.h"
#include "cli/link.h"
#include "cli/opt.h"
#include "schema/upgrade.h"

static const struct {
	const char	*name;
	int		(*run)(const char *, const struct query_text *,
			    struct buf *, struct err *);
	const char	*next;
} actions[] = {
	{ "migrate", upgrade_run, "sixthkey doctor" },
	{ "status", upgrade_status, "sixthkey db verify" },
	{ "verify", upgrade_verify, "sixthkey check ledger" },
};

static const char *const names[] = { "migrate", "status", "verify", NULL };

enum { ACTIONS = sizeof(actions) / sizeof(actions[0]) };

static int
act(size_t i)
{
	const char	*conninfo = link_setting("db", "SIXTHKEY_DB");
	struct buf	 report = { 0 };
	struct err	 e = { 0 };
	int		 r;

	if (conninfo == NULL)
		return EXIT_USAGE;
	r = actions[i].run(conninfo, upgrade_texts, &report, &e);
	if (report.data != NULL)
		fputs(report.data, stdout);
	if (r == 0)
		cmd_next("%s", report.data != NULL &&
		    strstr(report.data, " waiting\n") != NULL ?
		    "as the owner: sixthkey db migrate" : actions[i].next);
	buf_release(&report);
	r = r == 0 ? EXIT_OK : link_failed("db", &e);
	if (r == EXIT_DENIED)
		cmd_next("the same as the owner of the database: "
		    "--db \"... user=sixthkey_owner\"");
	return r;
}

int
cmd_db(int argc, char **argv)
{
	static const struct opt none[] = { { 0 } };
	int			n = opt_parse(none, argc, argv);
	size_t			i;

	if (n < 0)
		return EXIT_USAGE;
	for (i = 0; n == 1 && i < ACTIONS; i++)
		if (strcmp(argv[1], actions[i].name) == 0)
			return act(i);
	return cmd_choose("db", "action", n == 1 ? argv[1] : NULL, names);
}
