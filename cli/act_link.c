#include <ctype.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/act.h"
#include "cli/cmd.h"
#include "cli/link.h"

const char *
act_who(void)
{
	const char		*name = getenv("SIXTHKEY_USER");
	const struct passwd	*pw;

	if (name != NULL && *name != '\0')
		return name;
	pw = getpwuid(getuid());
	return pw != NULL ? pw->pw_name : "unknown";
}

int
act_failed(const char *verb, const struct err *e)
{
	int	code = link_failed(verb, e);

	if (code == EXIT_DENIED)
		cmd_say(verb, "nothing done: this takes the role "
		    "sixthkey_operator; set SIXTHKEY_OPERATOR_DB to a "
		    "connection as it");
	return code;
}

int
act_open(const char *verb, const enum query *statements, struct db **db)
{
	const char	*conninfo = getenv("SIXTHKEY_OPERATOR_DB");
	struct err	 e = { 0 };

	if (conninfo == NULL || *conninfo == '\0')
		conninfo = link_setting(verb, "SIXTHKEY_DB");
	if (conninfo == NULL)
		return EXIT_USAGE;
	*db = db_open(conninfo, "sixthkey", statements, NULL, NULL, &e);
	return *db != NULL ? EXIT_OK : act_failed(verb, &e);
}

struct rows *
act_run(const char *verb, struct db *db, enum query query,
    const struct params *params, int *code)
{
	struct err	 e = { 0 };
	struct rows	*rows = db_run(db, query, params, NULL, &e);

	*code = rows != NULL ? EXIT_OK : act_failed(verb, &e);
	return rows;
}

int
act_reason(const char *verb, const char *reason)
{
	size_t	i;

	for (i = 0; reason != NULL && reason[i] != '\0'; i++)
		if (!isspace((unsigned char)reason[i]))
			return EXIT_OK;
	return cmd_misused(verb, "give a reason: --reason \"why\"; it stays "
	    "in the audit");
}

int
act_stage(const char *verb, const char *word, int door, enum stage *stage)
{
	const char	*names[STAGE_COUNT] = { NULL };
	int		 s, n = 0;

	*stage = stage_parse(word);
	if (*stage != STAGE_NONE && (door || *stage != STAGE_INGEST))
		return EXIT_OK;
	for (s = door ? STAGE_INGEST : STAGE_ASSESSMENT; s < STAGE_COUNT; s++)
		names[n++] = stage_name((enum stage)s);
	return cmd_choose(verb, "stage", word, names);
}
