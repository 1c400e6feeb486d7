/*
 * compare-rulesets - which organisations another rule set would rate
 * otherwise.  Nothing is written anywhere.
 */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "cli/clocks.h"
#include "cli/cmd.h"
#include "cli/link.h"
#include "cli/list.h"
#include "cli/opt.h"
#include "cli/rulesets.h"
#include "cli/subjects.h"
#include "explain/compare.h"

enum { COLUMNS = 7 };

static const char	verb[] = "compare-rulesets";

static const enum query queries[] = { Q_SHOW_STATES, Q_NONE };

/* Where the changes go, and what is counted meanwhile. */
struct outlet {
	struct comparison	 sum;
	struct clocks		 clocks;
	struct list		*list;		/* NULL: JSON */
	struct json		 json;
	struct buf		 out;
};

static void
put_change(struct outlet *c, const char *const value[COLUMNS])
{
	static const char *const	names[COLUMNS] = {
		"organisation", "name", "date", "a", "b", "awarded", "change"
	};
	int	i;

	if (c->list != NULL) {
		list_row(c->list, value);
		return;
	}
	json_object(&c->json, NULL);
	for (i = 0; i < COLUMNS; i++)
		json_text(&c->json, names[i], value[i]);
	json_end(&c->json);
}

static void
put_compared(struct outlet *c, const struct facts *f,
    const struct identity *who, const struct compared *it)
{
	char	day[DAY_TEXT];

	put_change(c, (const char *const []){ f->organisation, who->name,
	    day_text(it->cell->computed_on, day), rating_code(it->by[0]),
	    rating_code(it->by[1]), it->cell->awarded != NULL ?
	    mark_code(it->cell->awarded->mark) : "",
	    it->by[1] > it->by[0] ? "better" : "worse" });
}

static int
compare_one(void *arg, const struct facts *f, const struct identity *who,
    uint32_t version, struct arena *a)
{
	struct outlet		*c = arg;
	struct compared		 it;

	(void)version;
	if (compare_count(&c->sum, f, clocks_at(&c->clocks), a, &it))
		put_compared(c, f, who, &it);
	return 0;
}

static void
print_sums(const struct comparison *c)
{
	static const struct heading	headings[] = {
		{ "RATING", 0 }, { "A", 1 }, { "B", 1 }
	};
	struct list	*list;
	char		 a[24], b[24];
	int		 r;

	printf("\nA is %s, B is %s\n%zu compared, %zu better by B, %zu worse, "
	    "%zu not certain\n\n", c->set[0]->id, c->set[1]->id, c->all,
	    c->better, c->worse, c->uncertain);
	list = list_open(stdout, FORM_TABLE, headings, 3);
	for (r = RATING_OUTSTANDING; r >= RATING_NONE; r--) {
		snprintf(a, sizeof(a), "%zu", c->n[0][r]);
		snprintf(b, sizeof(b), "%zu", c->n[1][r]);
		list_row(list, (const char *const []){ r == RATING_NONE ?
		    "not certain" : rating_name((enum rating)r), a, b });
	}
	list_close(&list);
}

static void
json_sums(struct json *j, const struct comparison *c)
{
	int	i, r;

	json_int(j, "compared", (int64_t)c->all);
	json_int(j, "better", (int64_t)c->better);
	json_int(j, "worse", (int64_t)c->worse);
	json_int(j, "uncertain", (int64_t)c->uncertain);
	json_object(j, "distribution");
	for (i = 0; i < 2; i++) {
		json_object(j, i == 0 ? "a" : "b");
		for (r = RATING_OUTSTANDING; r > RATING_NONE; r--)
			json_int(j, rating_code((enum rating)r),
			    (int64_t)c->n[i][r]);
		json_int(j, "uncertain", (int64_t)c->n[i][RATING_NONE]);
		json_end(j);
	}
	json_end(j);
}

static int
compare_as_json(struct outlet *c, struct db *db)
{
	int	code;

	json_init(&c->json, &c->out, 2);
	json_object(&c->json, NULL);
	json_text(&c->json, "a", c->sum.set[0]->id);
	json_text(&c->json, "b", c->sum.set[1]->id);
	json_array(&c->json, "changes");
	code = subjects_each(verb, db, c->clocks.known, compare_one, c);
	json_end(&c->json);
	json_sums(&c->json, &c->sum);
	json_end(&c->json);
	if (code == EXIT_OK)
		printf("%s\n", c->out.data);
	buf_release(&c->out);
	return code;
}

static int
compare_as_list(struct outlet *c, struct db *db, enum form form)
{
	static const struct heading	headings[COLUMNS] = {
		{ "organisation", 0 }, { "name", 0 }, { "date", 0 },
		{ "a", 0 }, { "b", 0 }, { "awarded", 0 }, { "change", 0 }
	};
	int	code;

	c->list = list_open(stdout, form, headings, COLUMNS);
	code = subjects_each(verb, db, c->clocks.known, compare_one, c);
	list_close(&c->list);
	if (code == EXIT_OK && form_is_table(form))
		print_sums(&c->sum);
	if (code == EXIT_OK && form_is_table(form))
		cmd_next("sixthkey whatif ORGANISATION --ruleset %s",
		    c->sum.set[1]->id);
	return code;
}

static int
compare(const struct ruleset *a, const struct ruleset *b, enum form form,
    const struct clocks *clocks)
{
	struct outlet	 c = { .sum = { .set = { a, b } }, .clocks = *clocks };
	struct db		*db;
	int			 code = link_db(verb, queries, &db);

	if (code != EXIT_OK)
		return code;
	code = form == FORM_JSON ? compare_as_json(&c, db) :
	    compare_as_list(&c, db, form);
	db_close(&db);
	return code;
}

/* EXIT_OK, or EXIT_USAGE after saying what is wrong. */
static int
read_sets(char **word, const struct ruleset *set[2])
{
	if ((set[0] = ruleset_that_rates(verb, word[0])) == NULL ||
	    (set[1] = ruleset_that_rates(verb, word[1])) == NULL)
		return EXIT_USAGE;
	return compare_alike(set[0], set[1]) ? EXIT_OK : cmd_misused(verb,
	    "one of \"%s\" and \"%s\" takes six ratings, the other does not",
	    set[0]->id, set[1]->id);
}

int
cmd_compare_rulesets(int argc, char **argv)
{
	const char		*at = NULL, *known = NULL;
	enum form		 form = FORM_TABLE;
	const struct opt	 opts[] = {
		{ "output", 'o', OPT_FORM, &form },
		{ "at", 0, OPT_TEXT, &at },
		{ "known", 0, OPT_TEXT, &known },
		{ 0 }
	};
	const struct ruleset	*set[2];
	struct clocks		 clocks;
	struct arena		*a;
	int			 n = opt_parse(opts, argc, argv);

	if (n == -1)
		return EXIT_USAGE;
	if (n != 2)
		return cmd_misused(verb, "name two rule sets");
	a = arena_new(0);
	n = read_sets(argv + 1, set);
	if (n == EXIT_OK)
		n = clocks_read(verb, at, known, a, &clocks);
	if (n == EXIT_OK)
		n = compare(set[0], set[1], form, &clocks);
	arena_free(&a);
	return n;
}
