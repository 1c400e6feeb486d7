/*
 * doctor - what is missing here, and the command that mends it.
 */
#include <stdio.h>
#include <stdlib.h>

#include "cli/board.h"
#include "cli/bundle.h"
#include "cli/cmd.h"
#include "cli/identity.h"
#include "cli/list.h"
#include "cli/opt.h"
#include "proto/client.h"

enum { PATIENCE_MS = 2000 };

static int
is_set(const char *name, struct err *e)
{
	const char	*value = getenv(name);

	if (value != NULL && *value != '\0')
		return 0;
	return err_set(e, ERR_SETUP, "%s is not set", name);
}

static struct db *
open_database(struct err *e)
{
	return is_set("SIXTHKEY_DB", e) != 0 ? NULL :
	    db_open(getenv("SIXTHKEY_DB"), "doctor", books_queries, NULL,
	    NULL, e);
}

static int
look_at_database(struct err *e)
{
	struct db	*db = open_database(e);

	if (db == NULL)
		return -1;
	db_close(&db);
	return 0;
}

static int
look_at_books(struct err *e)
{
	struct db	*db = open_database(e);
	struct books	 b;
	int		 rc = db == NULL ? -1 : books_read(&b, db, e);

	db_close(&db);
	if (rc == 0 && !books_balanced(&b))
		return err_set(e, ERR_SETUP, "the books do not balance");
	return rc;
}

static int
look_at_broker(struct err *e)
{
	struct key_conf		 key;
	struct line_view	 view;
	struct arena		*a;

	if (is_set("SIXTHKEY_CONTROL", e) != 0)
		return -1;
	if (identity_load("doctor", &key) != EXIT_OK)
		return err_set(e, ERR_SETUP, "our key cannot be used");
	a = arena_new(0);
	board_ask(&view, &key, a);
	arena_free(&a);
	if (!view.there)
		*e = view.why;
	return view.there ? 0 : -1;
}

static int
look_at_submit(struct err *e)
{
	return is_set("SIXTHKEY_SUBMIT", e);
}

static const struct {
	const char	*what, *next;
	int		(*look)(struct err *);
} looks[] = {
	{ "database", "export SIXTHKEY_DB='host=... dbname=sixthkey "
	    "user=sixthkey_reader'; as its owner: sixthkey db migrate",
	    look_at_database },
	{ "books", "sixthkey check ledger", look_at_books },
	{ "broker", "export SIXTHKEY_CONTROL=tcp://HOST:7303; "
	    "systemctl start sixthkey-broker", look_at_broker },
	{ "submit", "export SIXTHKEY_SUBMIT=tcp://HOST:7302",
	    look_at_submit },
};

static int
look_at_all(enum form form)
{
	static const struct heading	headings[] = {
		{ "what", 0 }, { "well", 0 }, { "why", 0 }, { "next", 0 }
	};
	struct list	*l = form == FORM_TABLE ? NULL :
			    list_open(stdout, form, headings, 4);
	int		 code = EXIT_OK;
	size_t		 i;

	for (i = 0; i < sizeof(looks) / sizeof(looks[0]); i++) {
		struct err	 e = { 0 };
		int		 well = looks[i].look(&e) == 0;

		code = well ? code : EXIT_NO;
		if (l != NULL)
			list_row(l, (const char *const []){ looks[i].what,
			    well ? "yes" : "no", e.text,
			    well ? "" : looks[i].next });
		else if (well)
			printf("%-9s well\n", looks[i].what);
		else
			printf("%-9s %s\n          Next:  %s\n",
			    looks[i].what, e.text, looks[i].next);
	}
	if (l != NULL)
		list_close(&l);
	else if (code == EXIT_OK)
		cmd_next("sixthkey status");
	return code;
}

int
cmd_doctor(int argc, char **argv)
{
	const char		*bundle = NULL;
	enum form		 form = FORM_TABLE;
	const struct opt	 opts[] = {
		{ "bundle", 0, OPT_MAYBE, &bundle },
		{ "output", 'o', OPT_FORM, &form },
		{ 0 }
	};
	int			 n = opt_parse(opts, argc, argv);

	if (n < 0)
		return EXIT_USAGE;
	if (n > 0)
		return cmd_misused("doctor", "takes no arguments");
	return bundle == NULL ? look_at_all(form) : bundle_write(
	    *bundle != '\0' ? bundle : "sixthkey-bundle.tar.gz");
}
