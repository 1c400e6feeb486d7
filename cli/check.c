/*
 * check - does the broker answer, is the ledger right?  For probes: the exit
 * code is the answer.
 */
#include <stdio.h>
#include <string.h>

#include "cli/cmd.h"
#include "cli/identity.h"
#include "cli/link.h"
#include "cli/opt.h"
#include "operations/books.h"
#include "proto/client.h"

enum { PATIENCE_MS = 2000 };

static const enum query ledger_queries[] = {
	Q_SHOW_STAGES, Q_CHECK_STAGES, Q_CHECK_TALLIES, Q_NONE
};

static int
ask(const struct key_conf *key, const char *endpoint)
{
	struct arena	*a = arena_new(0);
	struct frame	 f;
	struct err	 e = { 0 };
	int		 code = EXIT_OK;

	if (client_query(key, endpoint, PATIENCE_MS, a, &f, &e) != 0)
		code = link_failed("check", &e);
	arena_free(&a);
	return code;
}

static int
check_broker(void)
{
	struct key_conf	 key;
	int		 code = identity_load("check", &key);
	const char	*endpoint = code != EXIT_OK ? NULL :
			    link_setting("check", "SIXTHKEY_CONTROL");

	return code != EXIT_OK ? code : endpoint == NULL ? EXIT_USAGE :
	    ask(&key, endpoint);
}

/* Both ways to read the books, each in a moment of its own. */
static int
check_books(struct db *db)
{
	static const struct {
		int		(*read)(struct books *, struct db *,
				    struct err *);
		const char	*how;
	} ways[] = {
		{ books_recount, "every record counted anew" },
		{ books_read, "with tallies" },
	};
	struct books	 b;
	struct err	 e;
	size_t		 i;
	int		 code = EXIT_OK;

	for (i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		if (ways[i].read(&b, db, &e) != 0)
			return link_failed("check", &e);
		if (!books_balanced(&b))
			code = EXIT_NO;
		printf("%s: accepted %lld, %s\n", ways[i].how,
		    (long long)b.accepted, books_balanced(&b) ?
		    "the books balance" : "THE BOOKS DO NOT BALANCE");
	}
	return code;
}

static int
check_tallies(struct db *db)
{
	struct params	*none = params_new();
	int		 code = EXIT_OK;
	struct rows	*rows = link_run("check", db, Q_CHECK_TALLIES, none,
			    &code);
	size_t		 i;

	for (i = 0; rows != NULL && i < rows_count(rows); i++)
		printf("wrong tally: %s after id %lld\n",
		    rows_text(rows, i, 0), (long long)rows_int(rows, i, 1));
	if (rows != NULL && i == 0)
		puts("every tally is what was counted");
	rows_free(&rows);
	params_free(&none);
	return i > 0 ? EXIT_NO : code;
}

static int
check_ledger(void)
{
	struct db	*db;
	int		 tallies, code = link_db("check", ledger_queries, &db);

	if (code != EXIT_OK)
		return code;
	code = check_books(db);
	tallies = check_tallies(db);
	db_close(&db);
	code = code != EXIT_OK ? code : tallies;
	cmd_next(code == EXIT_OK ? "sixthkey status" :
	    "sixthkey doctor --bundle");
	return code;
}

static const struct {
	const char	*name;
	int		(*run)(void);
} checks[] = { { "broker", check_broker }, { "ledger", check_ledger } };

static const char *const names[] = { "broker", "ledger", NULL };

int
cmd_check(int argc, char **argv)
{
	static const struct opt	 none[] = { { 0 } };
	int			 n = opt_parse(none, argc, argv);
	size_t			 i;

	if (n < 0)
		return EXIT_USAGE;
	for (i = 0; n == 1 && i < sizeof(checks) / sizeof(checks[0]); i++)
		if (strcmp(argv[1], checks[i].name) == 0)
			return checks[i].run();
	return cmd_choose("check", "check", n == 1 ? argv[1] : NULL, names);
}
