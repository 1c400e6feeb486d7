#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cmd.h"
#include "cli/link.h"

static const struct {
	const char	*variable, *flag, *what, *example;
} settings[] = {
	{ "SIXTHKEY_DB", "--db", "the database",
	    "host=/run/sixthkey dbname=sixthkey user=sixthkey_reader" },
	{ "SIXTHKEY_SUBMIT", "--submit", "where events are submitted",
	    "ipc:///run/sixthkey/submit" },
	{ "SIXTHKEY_CONTROL", "--control", "the broker's control socket",
	    "ipc:///run/sixthkey/control" },
};

const char *
link_setting(const char *verb, const char *variable)
{
	const char	*value = getenv(variable);
	size_t		 i;

	if (value != NULL && *value != '\0')
		return value;
	for (i = 0; i < sizeof(settings) / sizeof(settings[0]); i++)
		if (strcmp(settings[i].variable, variable) == 0)
			cmd_say(verb, "%s is not known: set %s or give %s, "
			    "for example \"%s\"", settings[i].what, variable,
			    settings[i].flag, settings[i].example);
	return NULL;
}

int
link_failed(const char *verb, const struct err *e)
{
	static const int codes[] = {
		[ERR_NONE] = EXIT_BUG,
		[ERR_INPUT] = EXIT_DATA,
		[ERR_AGAIN] = EXIT_UNAVAILABLE,
		[ERR_SETUP] = EXIT_CONFIG,
		[ERR_NEWER] = EXIT_DATA
	};

	cmd_say(verb, "%s", e->text);
	if (e->kind == ERR_SETUP && strstr(e->text, "permission denied") != NULL)
		return EXIT_DENIED;
	if (e->kind == ERR_SETUP || e->kind == ERR_AGAIN)
		cmd_next("sixthkey doctor");
	return codes[e->kind];
}

int
link_db(const char *verb, const enum query *statements, struct db **db)
{
	const char	*conninfo = link_setting(verb, "SIXTHKEY_DB");
	struct err	 e = { 0 };

	if (conninfo == NULL)
		return EXIT_USAGE;
	*db = db_open(conninfo, "sixthkey", statements, NULL, NULL, &e);
	return *db != NULL ? EXIT_OK : link_failed(verb, &e);
}

struct rows *
link_run(const char *verb, struct db *db, enum query query,
    const struct params *params, int *code)
{
	struct err	 e = { 0 };
	struct rows	*rows = db_run(db, query, params, NULL, &e);

	*code = rows != NULL ? EXIT_OK : link_failed(verb, &e);
	return rows;
}

int
link_unread(const char *verb, const char *path, const struct err *e)
{
	cmd_say(verb, "%s", e->text);
	return strcmp(path, "-") == 0 || access(path, R_OK) == 0 ?
	    EXIT_DATA : EXIT_NOINPUT;
}
