/*
 * export - write everything published as JSON, CSV and HTML.
 *
 *	DIR/organisations/ID/vN.json	each version, byte for byte as stored
 *	DIR/organisations/ID/current.json	-> the newest version
 *	DIR/trusts/ID.html		the page of an NHS trust
 *	DIR/index.html
 *	DIR/ratings.csv, DIR/departures.csv, DIR/ledger.csv
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli/cmd.h"
#include "cli/link.h"
#include "cli/listing.h"
#include "cli/opt.h"
#include "cli/page.h"
#include "cli/site.h"
#include "explain/sheet.h"
#include "operations/books.h"

enum { PAGE = 500, QUERIES_MAX = 16 };

/* One export, and what it has in hand. */
struct export {
	struct db		*db;
	struct site		*site;
	struct arena		*once;		/* until the end */
	struct arena		*each;		/* of one organisation */
	struct buf		 path, text;
	struct page_entry	*entry;		/* of the index */
	size_t			 nentry, room;
	enum form		 form;		/* of what it says */
};

static const char *
path_of(struct export *x, const char *folder, const char *id, const char *end)
{
	buf_clear(&x->path);
	buf_text(&x->path, folder);
	site_name(&x->path, id);
	buf_text(&x->path, end);
	return x->path.data;
}

static enum mark
own_mark(const struct sheet *s, enum level level, enum question q)
{
	const struct cell	*c = sheet_find(s, level, "", "", q);

	return c != NULL && c->awarded != NULL ? c->awarded->mark : MARK_NONE;
}

static void
enter_index(struct export *x, const struct sheet *s)
{
	if (x->nentry == x->room) {
		x->room = x->room == 0 ? 256 : 2 * x->room;
		x->entry = reallocarray(x->entry, x->room, sizeof(*x->entry));
		if (x->entry == NULL)
			abort();
	}
	x->entry[x->nentry++] = (struct page_entry){
		.id = arena_text(x->once, s->id),
		.name = arena_text(x->once, s->name),
		.combined = own_mark(s, LEVEL_COMBINED, QUESTION_COMBINED),
		.quality = own_mark(s, LEVEL_QUALITY, QUESTION_OVERALL),
		.resources = own_mark(s, LEVEL_RESOURCES, QUESTION_RESOURCES),
		.as_of = s->as_of
	};
}

static int
put_text(struct export *x, const char *path, struct err *e)
{
	return site_put(x->site, path, x->text.data, x->text.len, e);
}

/* A newer page may be there already, from a database that is ahead. */
static int
put_trust(struct export *x, const char *subject, int current, struct err *e)
{
	struct sheet	s;
	int		found;

	arena_reset(x->each);
	found = sheet_from_published(&s, x->db, subject, x->each, e);
	if (found <= 0)
		return found;
	enter_index(x, &s);
	if (!current)
		return 0;
	buf_clear(&x->text);
	page_trust(&s, x->each, &x->text);
	return put_text(x, path_of(x, "trusts/", subject, ".html"), e);
}

static int
put_newest(struct export *x, const char *subject, uint32_t version,
    struct err *e)
{
	int	current = site_current(x->site,
		    path_of(x, "organisations/", subject, ""), version, e);

	if (current < 0)
		return -1;
	return trust_code(subject) ? put_trust(x, subject, current, e) : 0;
}

static int
put_version(struct export *x, const struct rows *rows, size_t at,
    struct err *e)
{
	const char	*subject = rows_text(rows, at, 0);
	const char	*document = rows_text(rows, at, 2);
	uint32_t	 version = (uint32_t)rows_int(rows, at, 1);

	if (site_folder(x->site, path_of(x, "organisations/", subject, ""),
	    e) != 0)
		return -1;
	buf_printf(&x->path, "/v%u.json", version);
	if (site_put(x->site, x->path.data, document, strlen(document),
	    e) != 0)
		return -1;
	return rows_bool(rows, at, 3) ? put_newest(x, subject, version, e) : 0;
}

static struct rows *
next_page(struct export *x, const struct rows *was, struct err *e)
{
	struct params	*p = params_new();
	size_t		 n = was != NULL ? rows_count(was) : 0;
	struct rows	*rows;

	params_text(p, n > 0 ? rows_text(was, n - 1, 0) : "");
	params_int4(p, n > 0 ? (int32_t)rows_int(was, n - 1, 1) : 0);
	params_int4(p, PAGE);
	rows = db_run(x->db, Q_SHOW_PUBLISHED, p, NULL, e);
	params_free(&p);
	return rows;
}

static int
put_versions(struct export *x, struct err *e)
{
	struct rows	*rows = next_page(x, NULL, e), *was;
	size_t		 i;

	while (rows != NULL && rows_count(rows) > 0) {
		for (i = 0; i < rows_count(rows); i++)
			if (put_version(x, rows, i, e) != 0) {
				rows_free(&rows);
				return -1;
			}
		was = rows;
		rows = next_page(x, was, e);
		rows_free(&was);
	}
	if (rows == NULL)
		return -1;
	rows_free(&rows);
	return 0;
}

/* By name; those that have none stand last. */
static int
compare_entries(const void *va, const void *vb)
{
	const struct page_entry	*a = va, *b = vb;
	int			 c = (a->name[0] == '\0') -
				    (b->name[0] == '\0');

	if (c == 0)
		c = strcasecmp(a->name, b->name);
	return c != 0 ? c : strcmp(a->id, b->id);
}

static int
put_index(struct export *x, struct err *e)
{
	if (x->nentry > 0)
		qsort(x->entry, x->nentry, sizeof(*x->entry),
		    compare_entries);
	buf_clear(&x->text);
	page_index(x->entry, x->nentry, x->once, &x->text);
	return put_text(x, "index.html", e);
}

static int
put_ledger(struct export *x, struct err *e)
{
	struct books	books;

	if (books_read(&books, x->db, e) != 0)
		return -1;
	buf_clear(&x->text);
	books_csv(&books, &x->text);
	return put_text(x, "ledger.csv", e);
}

/* 0, -1 with *e, or the exit code of a list that has said what is wrong. */
static int
put_list(struct export *x, listing_fn *list, const char *path, struct err *e)
{
	char		*text = NULL;
	size_t		 n = 0;
	FILE		*out = open_memstream(&text, &n);
	struct listing	 g = { .verb = "export", .db = x->db, .out = out,
			    .form = FORM_CSV };
	int		 code;

	if (out == NULL)
		abort();
	code = list(&g);
	if (fclose(out) != 0)
		abort();
	if (code == EXIT_OK)
		code = site_put(x->site, path, text, n, e);
	free(text);
	return code;
}

static int
put_all(struct export *x, struct err *e)
{
	int	code;

	if (site_folder(x->site, "organisations", e) != 0 ||
	    site_folder(x->site, "trusts", e) != 0 ||
	    put_versions(x, e) != 0 || put_index(x, e) != 0 ||
	    put_ledger(x, e) != 0)
		return -1;
	code = put_list(x, listing_ratings, "ratings.csv", e);
	return code != 0 ? code :
	    put_list(x, listing_departures, "departures.csv", e);
}

static int
site_failed(const struct err *e)
{
	cmd_say("export", "%s", e->text);
	return e->kind == ERR_AGAIN ? EXIT_LATER : EXIT_CANTCREATE;
}

static void
tell(const struct export *x, const char *path)
{
	static const struct heading	headings[] = {
		{ "folder", 0 }, { "files", 1 }, { "changed", 1 },
		{ "trusts", 1 }
	};
	char	 files[24], changed[24], trusts[24];

	snprintf(files, sizeof(files), "%llu",
	    (unsigned long long)site_files(x->site));
	snprintf(changed, sizeof(changed), "%llu",
	    (unsigned long long)site_written(x->site));
	snprintf(trusts, sizeof(trusts), "%zu", x->nentry);
	if (x->form == FORM_TABLE)
		fprintf(stderr, "%s: %s files, %s of them new or changed, %s "
		    "trusts\n", path, files, changed, trusts);
	else
		list_one(stdout, x->form, headings, 4,
		    (const char *const []){ path, files, changed, trusts });
}

static int
write_site(struct export *x, const char *path)
{
	struct err	e = { 0 };
	int		code;

	if ((x->site = site_open(path, &e)) == NULL)
		return site_failed(&e);
	code = put_all(x, &e);
	if (code < 0)
		code = db_alive(x->db) ? site_failed(&e) :
		    link_failed("export", &e);
	tell(x, path);
	if (site_close(&x->site, &e) != 0 && code == EXIT_OK)
		code = site_failed(&e);
	if (code == EXIT_OK && x->form == FORM_TABLE)
		cmd_next("open %s/index.html in a browser", path);
	return code;
}

static void
add_queries(enum query *out, size_t *n, const enum query *list)
{
	for (; *list != Q_NONE && *n + 1 < QUERIES_MAX; list++)
		out[(*n)++] = *list;
	out[*n] = Q_NONE;
}

static int
link_up(struct export *x)
{
	static const enum query	own[] = { Q_SHOW_PUBLISHED, Q_NONE };
	enum query		all[QUERIES_MAX];
	size_t			n = 0;

	add_queries(all, &n, own);
	add_queries(all, &n, sheet_queries);
	add_queries(all, &n, listing_queries);
	add_queries(all, &n, books_queries);
	return link_db("export", all, &x->db);
}

int
cmd_export(int argc, char **argv)
{
	struct export		x = { .form = FORM_TABLE };
	const struct opt	opts[] = {
		{ "output", 'o', OPT_FORM, &x.form },
		{ 0 }
	};
	int			code = opt_parse(opts, argc, argv);

	if (code < 0)
		return EXIT_USAGE;
	if (code != 1)
		return cmd_misused("export", "name one folder");
	if ((code = link_up(&x)) != EXIT_OK)
		return code;
	x.once = arena_new(0);
	x.each = arena_new(0);
	code = write_site(&x, argv[1]);
	free(x.entry);
	buf_release(&x.path);
	buf_release(&x.text);
	arena_free(&x.once);
	arena_free(&x.each);
	db_close(&x.db);
	return code;
}
