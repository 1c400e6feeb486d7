/*
 * check - does the broker answer, is the ledger right?  For probes: the exit
 * code is the answer.
 */
#include <stdio.h>
#include <string.h>

#include "cli/cmd.h"
#include "cli/identity.h"
#include "cli/link.h"
#include "cli/list.h"
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

	if (client_query(key, endpoint, NULL, PATIENCE_MS, a, &f, &e) != 0)
		code = link_failed("check", &e);
	arena_free(&a);
	return code;
}

/* Of a probe the exit code is enough. */
static int
check_broker(struct list *l)
{
	struct key_conf	 key;
	int		 code = identity_load("check", &key);
	const char	*endpoint = code != EXIT_OK ? NULL :
			    link_setting("check", "SIXTHKEY_CONTROL");

	if (code == EXIT_OK)
		code = endpoint == NULL ? EXIT_USAGE : ask(&key, endpoint);
	if (code == EXIT_OK && l != NULL)
		list_row(l, (const char *const []){ "broker", "yes", "",
		    "it answers" });
	return code;
}

static void
say_books(struct list *l, const char *how, const struct books *b)
{
	int		 fine = books_balanced(b);
	const char	*what = fine ? "the books balance" :
			    "THE BOOKS DO NOT BALANCE";
	char		 n[24];

	snprintf(n, sizeof(n), "%lld", (long long)b->accepted);
	if (l == NULL)
		printf("%s: accepted %s, %s\n", how, n, what);
	else
		list_row(l, (const char *const []){ how, fine ? "yes" : "no",
		    n, what });
}

/* Both ways to read the books, each in a moment of its own. */
static int
check_books(struct db *db, struct list *l)
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
		say_books(l, ways[i].how, &b);
	}
	return code;
}

static void
say_tally(struct list *l, int fine, const char *what)
{
	if (l == NULL)
		puts(what);
	else
		list_row(l, (const char *const []){ "tallies",
		    fine ? "yes" : "no", "", what });
}

static int
check_tallies(struct db *db, struct list *l)
{
	struct params	*none = params_new();
	int		 code = EXIT_OK;
	struct rows	*rows = link_run("check", db, Q_CHECK_TALLIES, none,
			    &code);
	struct buf	 b = { 0 };
	size_t		 i;

	for (i = 0; rows != NULL && i < rows_count(rows); i++) {
		buf_clear(&b);
		buf_printf(&b, "wrong tally: %s after id %lld",
		    rows_text(rows, i, 0), (long long)rows_int(rows, i, 1));
		say_tally(l, 0, b.data);
	}
	if (rows != NULL && i == 0)
		say_tally(l, 1, "every tally is what was counted");
	buf_release(&b);
	rows_free(&rows);
	params_free(&none);
	return i > 0 ? EXIT_NO : code;
}

static int
check_ledger(struct list *l)
{
	struct db	*db;
	int		 tallies, code = link_db("check", ledger_queries, &db);

	if (code != EXIT_OK)
		return code;
	code = check_books(db, l);
	tallies = check_tallies(db, l);
	db_close(&db);
	code = code != EXIT_OK ? code : tallies;
	if (l == NULL)
		cmd_next(code == EXIT_OK ? "sixthkey status" :
		    "sixthkey doctor --bundle");
	return code;
}

/* NULL: in words. */
static const struct {
	const char	*name;
	int		(*run)(struct list *);
} checks[] = { { "broker", check_broker }, { "ledger", check_ledger } };

static int
run(int (*check)(struct list *), enum form form)
{
	static const struct heading	headings[] = {
		{ "check", 0 }, { "well", 0 }, { "accepted", 1 },
		{ "what", 0 }
	};
	struct list	*l = form == FORM_TABLE ? NULL :
			    list_open(stdout, form, headings, 4);
	int		 code = check(l);

	if (l != NULL)
		list_close(&l);
	return code;
}

static const char *const names[] = { "broker", "ledger", NULL };

int
cmd_check(int argc, char **argv)
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
	for (i = 0; n == 1 && i < sizeof(checks) / sizeof(checks[0]); i++)
		if (strcmp(argv[1], checks[i].name) == 0)
			return run(checks[i].run, form);
	return cmd_choose("check", "check", n == 1 ? argv[1] : NULL, names);
}
