/*
 * diff - what differs between two published versions of an organisation.
 */
#include <string.h>

#include "base/text.h"
#include "cli/cmd.h"
#include "cli/link.h"
#include "cli/list.h"
#include "cli/opt.h"
#include "explain/sheet.h"
#include "explain/why.h"

enum { COLUMNS = 8 };

static const char	verb[] = "diff";

/* The version first, the other second. */
struct pair {
	const char	*organisation;
	uint32_t	 version[2];
	struct sheet	 sheet[2];
	enum form	 form;
	struct arena	*arena;
};

static const struct cell *
find_like(const struct sheet *s, const struct cell *c)
{
	return sheet_find(s, c->level, c->location, c->service, c->question);
}

static const char *
rated_on(struct arena *a, const struct cell *c)
{
	char	day[DAY_TEXT];

	return c == NULL || c->awarded == NULL ? "" :
	    arena_text(a, day_text(c->awarded->rated, day));
}

static const char *
rating(struct arena *a, const struct cell *c)
{
	return c == NULL ? "" : why_rating(a, c);
}

/* "Good by nhs-combined-2018-03" */
static const char *
by_rules(struct arena *a, const struct cell *c)
{
	return c == NULL || c->set == NULL ? "" : arena_printf(a, "%s by %s",
	    why_bounds(a, c->bounds), c->set->id);
}

/* `was` or `is` may be NULL: it is not in that version. */
static void
put_if_other(struct list *list, const struct pair *p, const struct cell *was,
    const struct cell *is)
{
	const struct cell	*c = is != NULL ? is : was;
	struct arena		*a = p->arena;
	const char		*value[COLUMNS];

	value[0] = why_title(a, &p->sheet[1], c);
	value[1] = level_name(c->level);
	value[2] = rating(a, was);
	value[3] = rated_on(a, was);
	value[4] = rating(a, is);
	value[5] = rated_on(a, is);
	value[6] = by_rules(a, was);
	value[7] = by_rules(a, is);
	if (was == NULL || is == NULL || strcmp(value[2], value[4]) != 0 ||
	    strcmp(value[3], value[5]) != 0 ||
	    strcmp(value[6], value[7]) != 0)
		list_row(list, value);
}

/* In the order of the second; then what is no more. */
static void
put_all(const struct pair *p)
{
	static const struct heading	headings[COLUMNS] = {
		{ "what", 0 }, { "level", 0 }, { "was", 0 }, { "was_on", 0 },
		{ "is", 0 }, { "is_on", 0 }, { "rules_gave", 0 },
		{ "rules_give", 0 }
	};
	const struct sheet	*s = p->sheet;
	struct list		*list = list_open(stdout, p->form, headings,
				    COLUMNS);
	size_t			 i;

	for (i = 0; i < s[1].ncell; i++)
		put_if_other(list, p, find_like(&s[0], &s[1].cell[i]),
		    &s[1].cell[i]);
	for (i = 0; i < s[0].ncell; i++)
		if (find_like(&s[1], &s[0].cell[i]) == NULL)
			put_if_other(list, p, &s[0].cell[i], NULL);
	list_close(&list);
}

static int
read_version(struct pair *p, int i, struct db *db)
{
	struct err	e = { 0 };
	int		rc = sheet_of_version(&p->sheet[i], db,
			    p->organisation, p->version[i], p->arena, &e);

	if (rc == -1)
		return link_failed(verb, &e);
	if (rc == 1)
		return EXIT_OK;
	cmd_say(verb, "version %u of \"%s\" was not published; sixthkey "
	    "explain %s says which is the newest", p->version[i],
	    p->organisation, p->organisation);
	return EXIT_NOINPUT;
}

static int
diff(struct pair *p)
{
	struct db	*db;
	int		 code = link_db(verb, sheet_queries, &db);

	if (code != EXIT_OK)
		return code;
	code = read_version(p, 0, db);
	if (code == EXIT_OK)
		code = read_version(p, 1, db);
	if (code == EXIT_OK)
		put_all(p);
	if (code == EXIT_OK && form_is_table(p->form))
		cmd_next("sixthkey explain %s", p->organisation);
	db_close(&db);
	return code;
}

/* "v3" or "3" */
static int
read_number(const char *word, uint32_t *out)
{
	int64_t	n;

	if (text_number(word + (*word == 'v'), 1, INT32_MAX, &n) != 0)
		return cmd_misused(verb, "\"%s\" is not a version such as v3",
		    word);
	*out = (uint32_t)n;
	return EXIT_OK;
}

int
cmd_diff(int argc, char **argv)
{
	struct pair		 p = { .form = FORM_TABLE };
	const struct opt	 opts[] = {
		{ "output", 'o', OPT_FORM, &p.form },
		{ 0 }
	};
	int			 n = opt_parse(opts, argc, argv), code;

	if (n == -1)
		return EXIT_USAGE;
	if (n != 3)
		return cmd_misused(verb, "name an organisation and two of its "
		    "versions");
	p.organisation = argv[1];
	if (read_number(argv[2], &p.version[0]) != EXIT_OK ||
	    read_number(argv[3], &p.version[1]) != EXIT_OK)
		return EXIT_USAGE;
	p.arena = arena_new(0);
	code = diff(&p);
	arena_free(&p.arena);
	return code;
}
