/*
 * discard reject - give a refusal up that nobody will mend.
 */
#include <inttypes.h>
#include <stdio.h>

#include "base/text.h"
#include "cli/act.h"
#include "cli/cmd.h"
#include "cli/kept_discard.h"
#include "cli/opt.h"

static const enum query	 statements[] = { Q_REJECT_DISCARD, Q_NONE };

static int
discard(int64_t id, const char *reason)
{
	struct params	*p = params_new();
	struct rows	*rows = NULL;
	struct db	*db = NULL;
	int		 code = act_open("discard", statements, &db);

	params_int8(p, id);
	params_text(p, act_who());
	params_text(p, reason);
	if (code == EXIT_OK)
		rows = act_run("discard", db, Q_REJECT_DISCARD, p, &code);
	if (rows != NULL && rows_count(rows) == 1) {
		printf("Discarded reject %" PRId64 ", %s:%s\n", id,
		    rows_text(rows, 0, 0), rows_text(rows, 0, 1));
		cmd_next("sixthkey get rejects");
	} else if (rows != NULL) {
		cmd_say("discard", "there is no reject %" PRId64 ", or it was "
		    "discarded before; sixthkey get rejects --all lists them",
		    id);
		code = EXIT_NOINPUT;
	}
	rows_free(&rows);
	db_close(&db);
	params_free(&p);
	return code;
}

int
kept_discard(int argc, char **argv)
{
	const char		*reason = NULL;
	const struct opt	 opts[] = {
		{ "reason", 0, OPT_TEXT, &reason },
		{ 0 }
	};
	int64_t			 id;
	int			 code, n = opt_parse(opts, argc, argv);

	if (n < 0)
		return EXIT_USAGE;
	if (n != 1 || text_number(argv[1], 1, INT64_MAX, &id) != 0)
		return cmd_misused("discard", "name one reject by its number");
	code = act_reason("discard", reason);
	return code == EXIT_OK ? discard(id, reason) : code;
}
