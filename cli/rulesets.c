/*
 * rulesets - the rules as they are, row by row, for people who do not read C.
 */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/csv.h"
#include "base/json.h"
#include "base/text.h"
#include "cli/cmd.h"
#include "cli/list.h"
#include "cli/opt.h"
#include "cli/rulesets.h"
#include "explain/ruleset.h"

enum { SETS_MAX = 64 };

static const char	verb[] = "rulesets";

const struct ruleset *
ruleset_named(const char *who, const char *id)
{
	const struct ruleset	*set = ruleset_find(id);
	const char		*ids[SETS_MAX + 1] = { NULL }, *near;
	size_t			 i;

	if (set != NULL)
		return set;
	for (i = 0; i < SETS_MAX && (set = ruleset_at(i)) != NULL; i++)
		ids[i] = set->id;
	near = text_nearest(id, ids);
	if (near != NULL)
		cmd_say(who, "no rule set \"%s\"; did you mean \"%s\"?", id,
		    near);
	else
		cmd_say(who, "no rule set \"%s\"; \"sixthkey rulesets\" lists "
		    "them", id);
	return NULL;
}

const struct ruleset *
ruleset_that_rates(const char *who, const char *id)
{
	const struct ruleset	*set = ruleset_named(who, id);

	if (set == NULL || set->rules->id != NULL)
		return set;
	cmd_say(who, "\"%s\" has no rows that rate; \"sixthkey rulesets %s\" "
	    "says what it is", id, id);
	return NULL;
}

/* "" where the band has no end. */
static const char *
band_end(const struct rule *rule, char out[RULESET_CELL])
{
	snprintf(out, RULESET_CELL, "%d", rule->n_max);
	return rule->n_max == RULES_MAX_INPUTS ? "" : out;
}

/* ---- table --------------------------------------------------------------- */

/* Sources of a set's rows are numbered as they first appear. */
static size_t
source_number(const struct ruleset *set, const struct rule *rule)
{
	const struct rule	*r, *before;
	size_t			 number = 0;

	for (r = set->rules; r <= rule; r++) {
		for (before = set->rules; before < r; before++)
			if (strcmp(before->source, r->source) == 0)
				break;
		number += before == r;
		if (strcmp(r->source, rule->source) == 0)
			return number;
	}
	return number;
}

static void
list_rule(struct list *list, const struct ruleset *set,
    const struct rule *rule)
{
	char	band[RULESET_CELL], condition[RULESET_CELL], source[RULESET_CELL];

	rule_band(rule, band);
	rule_condition(rule, condition);
	snprintf(source, sizeof(source), "[%zu]", source_number(set, rule));
	list_row(list, (const char *const []){ rule->id, band, condition,
	    rule->rest == RATING_INADEQUATE ? "" : rating_name(rule->rest),
	    rating_name(rule->then), basis_name(rule->basis), source });
}

static void
print_sources(const struct ruleset *set)
{
	const struct rule	*rule;
	size_t			 number, last = 0;

	for (rule = set->rules; rule->id != NULL; rule++) {
		number = source_number(set, rule);
		if (number > last)
			printf("  [%zu] %s\n", number, rule->source);
		last = number > last ? number : last;
	}
}

static void
print_rows(const struct ruleset *set)
{
	static const struct heading	headings[] = {
		{ "ROW", 0 }, { "RATED", 0 }, { "IF", 0 },
		{ "ALL OTHERS FROM", 0 }, { "RESULT", 0 }, { "BASIS", 0 },
		{ "SOURCE", 0 }
	};
	struct list		*list;
	const struct rule	*rule;

	printf("Needs %d rated; the first row that holds decides.\n\n",
	    set->min_rated);
	list = list_open(stdout, FORM_TABLE, headings,
	    sizeof(headings) / sizeof(headings[0]));
	for (rule = set->rules; rule->id != NULL; rule++)
		list_rule(list, set, rule);
	list_close(&list);
	putchar('\n');
	print_sources(set);
}

static void
print_table(const struct ruleset *set)
{
	char		 force[RULESET_CELL];
	struct buf	 beside = { 0 };

	ruleset_in_force(set, force);
	printf("%s: %s\n%s%s%s, %s; %s: %s\n", set->id, set->title,
	    purpose_name(set->purpose),
	    set->sector == SECTOR_UNKNOWN ? "" : ", ",
	    sector_name(set->sector), force, basis_name(set->basis),
	    set->source);
	if (set->rules->id != NULL)
		print_rows(set);
	ruleset_beside_text(set, &beside);
	if (beside.len > 0)
		printf("\n%s", beside.data);
	buf_release(&beside);
}

/* ---- JSON ---------------------------------------------------------------- */

static void
json_rule(struct json *j, const struct rule *rule)
{
	json_object(j, NULL);
	json_text(j, "id", rule->id);
	json_int(j, "rated_from", rule->n_min);
	if (rule->n_max == RULES_MAX_INPUTS)
		json_null(j, "rated_to");
	else
		json_int(j, "rated_to", rule->n_max);
	json_int(j, "at_least", rule->at_least);
	json_text(j, "of", rating_code(rule->of));
	json_text(j, "others_from", rating_code(rule->rest));
	json_text(j, "result", rating_code(rule->then));
	json_text(j, "basis", basis_name(rule->basis));
	json_text(j, "source", rule->source);
	json_end(j);
}

static void
json_set(struct json *j, const struct ruleset *set)
{
	const struct rule	*rule;

	json_object(j, NULL);
	json_text(j, "id", set->id);
	json_text(j, "title", set->title);
	json_text(j, "purpose", purpose_name(set->purpose));
	json_text(j, "from", *set->from != '\0' ? set->from : NULL);
	json_text(j, "until", *set->until != '\0' ? set->until : NULL);
	json_text(j, "sector", set->sector == SECTOR_UNKNOWN ? NULL :
	    sector_name(set->sector));
	json_int(j, "needs_rated", set->min_rated);
	json_text(j, "basis", basis_name(set->basis));
	json_text(j, "source", set->source);
	json_array(j, "rows");
	for (rule = set->rules; rule->id != NULL; rule++)
		json_rule(j, rule);
	json_end(j);
	ruleset_beside_json(set, j);
	json_end(j);
}

/* ---- CSV ----------------------------------------------------------------- */

static void
csv_rule(struct buf *out, const struct ruleset *set, const struct rule *rule)
{
	char	needs[RULESET_CELL], least[RULESET_CELL];
	char	from[RULESET_CELL], to[RULESET_CELL];

	snprintf(needs, sizeof(needs), "%d", set->min_rated);
	snprintf(from, sizeof(from), "%d", rule->n_min);
	snprintf(least, sizeof(least), "%d", rule->at_least);
	csv_row(out, (const char *const []){ set->id, set->title,
	    purpose_name(set->purpose), set->from, set->until, needs,
	    basis_name(set->basis), set->source, rule->id, from,
	    band_end(rule, to), least, rating_code(rule->of),
	    rating_code(rule->rest), rating_code(rule->then),
	    basis_name(rule->basis), rule->source }, 17);
}

/* ---- all or one ---------------------------------------------------------- */

/* The sets that were asked for, one after the other. */
static const struct ruleset *
set_at(const struct ruleset *only, size_t i)
{
	return only == NULL ? ruleset_at(i) : i == 0 ? only : NULL;
}

static void
print_tables(const struct ruleset *only)
{
	const struct ruleset	*set;
	size_t			 i;

	for (i = 0; (set = set_at(only, i)) != NULL; i++) {
		if (i > 0)
			putchar('\n');
		print_table(set);
	}
}

/* All are an array, one by its name is an object. */
static void
write_json(const struct ruleset *only, struct buf *out)
{
	const struct ruleset	*set;
	struct json		 j;
	size_t			 i;

	json_init(&j, out, 2);
	if (only == NULL)
		json_array(&j, NULL);
	for (i = 0; (set = set_at(only, i)) != NULL; i++)
		json_set(&j, set);
	if (only == NULL)
		json_end(&j);
	buf_char(out, '\n');
}

/* One line each. */
static void
write_lines(const struct ruleset *only, struct buf *out)
{
	const struct ruleset	*set;
	struct json		 j;
	size_t			 i;

	for (i = 0; (set = set_at(only, i)) != NULL; i++) {
		json_init(&j, out, 0);
		json_set(&j, set);
		buf_char(out, '\n');
	}
}

static void
write_names(const struct ruleset *only, struct buf *out)
{
	const struct ruleset	*set;
	size_t			 i;

	for (i = 0; (set = set_at(only, i)) != NULL; i++)
		buf_printf(out, "%s\n", set->id);
}

static void
write_csv(const struct ruleset *only, struct buf *out)
{
	const struct ruleset	*set;
	const struct rule	*rule;
	size_t			 i;

	buf_text(out, "ruleset,title,purpose,from,until,needs_rated,"
	    "ruleset_basis,ruleset_source,row,rated_from,rated_to,at_least,of,"
	    "others_from,result,basis,source\n");
	for (i = 0; (set = set_at(only, i)) != NULL; i++)
		for (rule = set->rules; rule->id != NULL; rule++)
			csv_rule(out, set, rule);
}

static void
print(const struct ruleset *only, enum form form)
{
	static void (*const	 write[])(const struct ruleset *,
				    struct buf *) = {
		[FORM_JSON] = write_json, [FORM_JSONL] = write_lines,
		[FORM_CSV] = write_csv, [FORM_NAME] = write_names
	};
	struct buf		 out = { 0 };

	if (form_is_table(form)) {
		print_tables(only);
		cmd_next("sixthkey %s", only == NULL ? "rulesets ID" :
		    "compare-rulesets A B");
		return;
	}
	write[form](only, &out);
	fwrite(out.data, 1, out.len, stdout);
	buf_release(&out);
}

int
cmd_rulesets(int argc, char **argv)
{
	enum form		 form = FORM_TABLE;
	const struct opt	 opts[] = {
		{ "output", 'o', OPT_FORM, &form },
		{ 0 }
	};
	const struct ruleset	*only = NULL;
	int			 n = opt_parse(opts, argc, argv);

	if (n == -1)
		return EXIT_USAGE;
	if (n > 1)
		return cmd_misused(verb, "expected at most one ID");
	if (n == 1 && (only = ruleset_named(verb, argv[1])) == NULL)
		return EXIT_USAGE;
	print(only, form);
	return EXIT_OK;
}
