/*
 * explain - why a rating is what it is.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "cli/account.h"
#include "cli/cmd.h"
#include "cli/link.h"
#include "cli/list.h"
#include "cli/opt.h"
#include "cli/tint.h"
#include "proto/convert.h"

static const enum query queries[] = { Q_SHOW_SUBJECT, Q_SHOW_NAMES, Q_NONE };

enum { NEAR_MAX = 5 };

/* What was asked, and what it needs. */
struct question_put {
	const char	*organisation;
	struct day	 at;		/* NONE: now */
	enum form	 form;
	struct db	*db;
	struct arena	*arena;
};

/* An organisation that may have been meant; less is nearer. */
struct near {
	const char	*id, *name;
	unsigned	 distance;
};

static void
keep_near(struct near *near, const struct near *one)
{
	struct near	here = *one, was;
	size_t		i;

	for (i = 0; i < NEAR_MAX; i++) {
		if (near[i].id != NULL && near[i].distance <= here.distance)
			continue;
		was = near[i];
		near[i] = here;
		here = was;
		if (here.id == NULL)
			break;
	}
}

/* A part of the name is as near as one wrong letter. */
static unsigned
distance(const char *word, const char *id, const char *name)
{
	return strcasestr(name, word) != NULL ? 1 : text_distance(word, id);
}

static void
say_near(const struct near *near, const char *word)
{
	unsigned	most = strlen(word) < 6 ? 1 : 3;
	size_t		i;

	if (near[0].id != NULL && near[0].distance <= most)
		fputs("did you mean\n", stderr);
	for (i = 0; i < NEAR_MAX && near[i].id != NULL; i++)
		if (near[i].distance <= most)
			fprintf(stderr, "  %-18s %s\n", near[i].id,
			    near[i].name);
}

static int
not_found(const struct question_put *q)
{
	struct near	 near[NEAR_MAX] = { { 0 } }, one;
	struct params	*p = params_new();
	int		 code;
	struct rows	*rows = link_run("explain", q->db, Q_SHOW_NAMES, p,
			    &code);
	size_t		 i;

	params_free(&p);
	if (rows == NULL)
		return code;
	cmd_say("explain", "nothing is known of \"%s\"", q->organisation);
	for (i = 0; i < rows_count(rows); i++) {
		one.id = rows_text(rows, i, 0);
		one.name = rows_text(rows, i, 1);
		one.distance = distance(q->organisation, one.id, one.name);
		keep_near(near, &one);
	}
	say_near(near, q->organisation);
	rows_free(&rows);
	return EXIT_NOINPUT;
}

static struct rows *
look_up(const struct question_put *q, const char *organisation, int *code)
{
	struct params	*p = params_new();
	struct rows	*rows;

	params_text(p, organisation);
	rows = link_run("explain", q->db, Q_SHOW_SUBJECT, p, code);
	params_free(&p);
	return rows;
}

/* Codes are upper case; people are not. */
static struct rows *
find(struct question_put *q, int *code)
{
	struct rows	*rows = look_up(q, q->organisation, code);
	char		*upper, *p;

	if (rows == NULL || rows_count(rows) > 0)
		return rows;
	rows_free(&rows);
	upper = arena_text(q->arena, q->organisation);
	for (p = upper; *p != '\0'; p++)
		*p = (char)(*p >= 'a' && *p <= 'z' ? *p - 'a' + 'A' : *p);
	rows = look_up(q, upper, code);
	if (rows != NULL && rows_count(rows) > 0)
		q->organisation = upper;
	return rows;
}

static void
show(const struct question_put *q, const struct sheet *s)
{
	struct buf	out = { 0 };

	if (q->form == FORM_TABLE)
		account_text(s, tint_wanted(stdout), q->arena, &out);
	else
		account_json(s, q->arena, &out);
	fwrite(out.data, 1, out.len, stdout);
	buf_release(&out);
}

static int
explain(const struct question_put *q, const struct rows *rows)
{
	struct edition	edition = { 0 };
	struct state	st;
	struct sheet	s;
	struct err	e = { 0 };

	if (state_unpack(rows_bytea(rows, 0, 1), q->arena, &st, &e) != 0) {
		link_failed("explain", &e);
		return EXIT_BUG;
	}
	sheet_from_state(&s, &st, q->at.precision == PRECISION_NONE ?
	    INT32_MAX : q->at.serial, q->arena);
	s.id = q->organisation;
	s.asked = q->at;
	edition.version = (uint32_t)rows_int(rows, 0, 2);
	edition.published = rows_text(rows, 0, 3);
	s.edition = &edition;
	s.nedition = edition.version != 0;
	show(q, &s);
	return EXIT_OK;
}

static int
answer(struct question_put *q)
{
	int		 code;
	struct rows	*rows = find(q, &code);

	if (rows == NULL)
		return code;
	code = rows_count(rows) == 0 ? not_found(q) : explain(q, rows);
	rows_free(&rows);
	return code;
}

int
cmd_explain(int argc, char **argv)
{
	const char		*at = NULL, *form = NULL;
	const struct opt	 opts[] = {
		{ "at", 0, OPT_TEXT, &at },
		{ "output", 'o', OPT_TEXT, &form },
		{ 0 }
	};
	struct question_put	 q = { 0 };
	int			 code;

	if ((code = opt_parse(opts, argc, argv)) < 0)
		return EXIT_USAGE;
	if (code != 1)
		return cmd_misused("explain", "name one organisation");
	if (at != NULL)
		q.at = day_parse(at);
	if (at != NULL && q.at.precision == PRECISION_NONE)
		return cmd_misused("explain", "--at takes a date such as "
		    "2020-02-05, not \"%s\"", at);
	q.form = form_parse(form);
	if (q.form != FORM_TABLE && q.form != FORM_JSON)
		return cmd_misused("explain", "-o takes table or json");
	q.organisation = argv[1];
	if ((code = link_db("explain", queries, &q.db)) != EXIT_OK)
		return code;
	q.arena = arena_new(0);
	code = answer(&q);
	arena_free(&q.arena);
	db_close(&q.db);
	return code;
}
