/*
 * db - the schema of the database.
 */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "cli/cmd.h"
#include "cli/link.h"
#include "cli/list.h"
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

/* "0001-first applied 2026-11-22 10:00:00" or "0002-second waiting": name,
 * state and time are the columns. */
static void
put_line(struct list *l, char *line)
{
	char		*rest = line, *name = strsep(&rest, " ");
	const char	*state = rest == NULL ? "" : strsep(&rest, " ");

	list_row(l, (const char *const []){ name, state,
	    rest == NULL ? "" : rest });
}

static void
put_report(const char *report, enum form form)
{
	static const struct heading	headings[] = {
		{ "upgrade", 0 }, { "state", 0 }, { "at", 0 }
	};
	struct arena	*a = arena_new(0);
	struct list	*l;
	char		*rest = arena_text(a, report), *line;

	if (form == FORM_TABLE) {
		fputs(report, stdout);
		arena_free(&a);
		return;
	}
	l = list_open(stdout, form, headings, 3);
	while ((line = strsep(&rest, "\n")) != NULL && *line != '\0')
		put_line(l, line);
	list_close(&l);
	arena_free(&a);
}

static int
act(size_t i, enum form form)
{
	const char	*conninfo = link_setting("db", "SIXTHKEY_DB");
	struct buf	 report = { 0 };
	struct err	 e = { 0 };
	int		 r;

	if (conninfo == NULL)
		return EXIT_USAGE;
	r = actions[i].run(conninfo, upgrade_texts, &report, &e);
	put_report(report.data != NULL ? report.data : "", form);
	if (r == 0 && form_is_table(form))
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
	enum form		 form = FORM_TABLE;
	const struct opt	 opts[] = {
		{ "output", 'o', OPT_FORM, &form },
		{ 0 }
	};
	int			 n = opt_parse(opts, argc, argv);
	size_t			 i;

	if (n < 0)
		return EXIT_USAGE;
	for (i = 0; n == 1 && i < ACTIONS; i++)
		if (strcmp(argv[1], actions[i].name) == 0)
			return act(i, form);
	return cmd_choose("db", "action", n == 1 ? argv[1] : NULL, names);
}
