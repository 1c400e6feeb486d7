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
#include "operations/copies.h"
#include "operations/fleet.h"
#include "proto/client.h"
#include "proto/endpoints.h"

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
open_database(const enum query *queries, struct err *e)
{
	return is_set("SIXTHKEY_DB", e) != 0 ? NULL :
	    db_open(getenv("SIXTHKEY_DB"), "doctor", queries, NULL, NULL, e);
}

static int
look_at_database(struct buf *said, struct err *e)
{
	struct db	*db = open_database(books_queries, e);

	(void)said;

	if (db == NULL)
		return -1;
	db_close(&db);
	return 0;
}

static int
look_at_books(struct buf *said, struct err *e)
{
	struct db	*db = open_database(books_queries, e);
	struct books	 b;
	int		 rc = db == NULL ? -1 : books_read(&b, db, e);

	(void)said;
	db_close(&db);
	if (rc == 0 && !books_balanced(&b))
		return err_set(e, ERR_SETUP, "the books do not balance");
	return rc;
}

/* What is said is what is wrong, where something is. */
static int
found(int wrong, const struct buf *said, struct err *e)
{
	return wrong ? err_set(e, ERR_SETUP, "%s", said->data) : 0;
}

static int
look_at_copies(int (*say)(const struct copies *, struct buf *),
    struct buf *said, struct err *e)
{
	struct db	*db = open_database(copies_queries, e);
	struct arena	*a = arena_new(0);
	struct copies	 c;
	int		 rc = db == NULL ? -1 : copies_read(&c, db, a, e);

	if (rc == 0)
		rc = found(say(&c, said), said, e);
	db_close(&db);
	arena_free(&a);
	return rc;
}

static int
look_at_replicas(struct buf *said, struct err *e)
{
	return look_at_copies(copies_say_replicas, said, e);
}

static int
look_at_archive(struct buf *said, struct err *e)
{
	return look_at_copies(copies_say_archive, said, e);
}

/* ---- the broker, and what it knows of the others ----------------------------- */

static int
our_key(struct key_conf *key, struct err *e)
{
	if (is_set("SIXTHKEY_CONTROL", e) != 0)
		return -1;
	return identity_load("doctor", key) == EXIT_OK ? 0 :
	    err_set(e, ERR_SETUP, "our key cannot be used");
}

static int
look_at_broker(struct buf *said, struct err *e)
{
	struct key_conf		 key;
	struct line_view	 view;
	struct arena		*a;

	(void)said;
	if (our_key(&key, e) != 0)
		return -1;
	a = arena_new(0);
	board_ask(&view, &key, a);
	arena_free(&a);
	if (!view.there)
		*e = view.why;
	return view.there ? 0 : -1;
}

/* Each broker by itself: one that stands by knows of itself alone.  -1 where
 * none answers. */
static int
ask_all(struct fleet *f, struct err *e)
{
	struct key_conf		 key;
	struct endpoints	 ends;
	struct line_view	 v;
	size_t			 i;

	if (our_key(&key, e) != 0 ||
	    endpoints_set(&ends, getenv("SIXTHKEY_CONTROL"), e) != 0)
		return -1;
	for (i = 0; i < ends.n; i++) {
		line_ask(&v, &key, ends.text + ends.at[i], f->arena);
		if (v.there)
			fleet_add(f, &v.report);
		else
			*e = v.why;
	}
	return f->n == 0 ? -1 : 0;
}

static void
say_differences(const struct fleet *f, struct buf *b)
{
	const struct difference	*d;
	size_t			 i, k;

	for (i = 0; i < f->ndifference; i++)
		for (d = &f->difference[i], k = 0; k < d->n; k++) {
			buf_printf(b, "\n          %s %s = %s: ", d->kind, d->key,
			    d->camp[k].value == NULL ? "(others)" :
			    d->camp[k].value);
			camp_say(&d->camp[k], b);
		}
}

static int
look_at_settings(struct buf *said, struct err *e)
{
	struct arena	*a = arena_new(0);
	struct fleet	 f = { .arena = a };
	int		 rc = ask_all(&f, e);

	if (rc == 0) {
		fleet_compare(&f);
		rc = found(fleet_say(&f, said), said, e);
		say_differences(&f, said);
	}
	arena_free(&a);
	return rc;
}

static int
look_at_submit(struct buf *said, struct err *e)
{
	(void)said;
	return is_set("SIXTHKEY_SUBMIT", e);
}

static const struct {
	const char	*what, *next;
	int		(*look)(struct buf *said, struct err *);
} looks[] = {
	{ "database", "export SIXTHKEY_DB='host=... dbname=sixthkey "
	    "user=sixthkey_reader'; as its owner: sixthkey db migrate",
	    look_at_database },
	{ "books", "sixthkey check ledger", look_at_books },
	{ "broker", "export SIXTHKEY_CONTROL=tcp://HOST:7303; "
	    "systemctl start sixthkey-broker", look_at_broker },
	{ "submit", "export SIXTHKEY_SUBMIT=tcp://HOST:7302",
	    look_at_submit },
	{ "replicas", "psql -c 'table pg_stat_replication'; docs/backup.md",
	    look_at_replicas },
	{ "archive", "psql -c 'table pg_stat_archiver'; docs/backup.md",
	    look_at_archive },
	{ "settings", "sixthkey config show --origin, where each of them runs",
	    look_at_settings },
};

/* What processes say of themselves moves no cursor. */
static void
calm(struct buf *b)
{
	size_t	 i;

	for (i = 0; i < b->len; i++)
		if (((unsigned char)b->data[i] < ' ' && b->data[i] != '\n') ||
		    b->data[i] == 0x7f)
			b->data[i] = '?';
}

/* A row, or a line and where something is wrong the command that mends it. */
static int
look(size_t i, struct list *l)
{
	struct buf	 said = { 0 };
	struct err	 e = { 0 };
	int		 rc = looks[i].look(&said, &e);
	const char	*why = said.len != 0 ? said.data : e.text;

	calm(&said);
	if (l != NULL)
		list_row(l, (const char *const []){ looks[i].what,
		    rc == 0 ? "yes" : "no", why,
		    rc == 0 ? "" : looks[i].next });
	else
		printf("%-9s %s\n", looks[i].what, *why != '\0' ? why : "well");
	if (l == NULL && rc != 0)
		printf("          Next:  %s\n", looks[i].next);
	buf_release(&said);
	return rc;
}

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

	for (i = 0; i < sizeof(looks) / sizeof(looks[0]); i++)
		if (look(i, l) != 0)
			code = EXIT_NO;
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
