/*
 * rate - put the ratings of a CSV file to the rules, without any server.
 *
 * A row keeps its fields and gets four more: what the rules give for quality
 * from the five key questions and for all six together, and the rows that
 * decided.  The sets are nhs-quality-2017-06 and nhs-combined-2018-03 whatever
 * dates the file may hold; --ruleset puts another in the place of its like.
 * With "saf-score" the five columns hold scores of quality statements.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/text.h"
#include "cli/cmd.h"
#include "cli/list.h"
#include "cli/opt.h"
#include "cli/rulesets.h"
#include "cli/scored.h"
#include "formats/csv.h"
#include "formats/source.h"
#include "rules/rules.h"
#include "rules/words.h"

static const char	verb[] = "rate";

static const enum question asked[] = {
	QUESTION_SAFE, QUESTION_EFFECTIVE, QUESTION_CARING,
	QUESTION_RESPONSIVE, QUESTION_WELL_LED, QUESTION_RESOURCES
};
static const char *const added[] = {
	"computed_quality", "quality_row", "computed_combined", "combined_row"
};

enum {
	QUALITY = 5,			/* of those asked, the first */
	COMBINED = 6,
	ADDED = sizeof(added) / sizeof(added[0]),
	ADDED_MAX = SCORED_COLUMNS,
	SHOWN_MAX = 60			/* bytes of a foreign value */
};

/* As many as may be added. */
#define NOTHING	"", "", "", "", "", "", "", "", "", "", "", "", "", "", "", \
		"", ""

/* One run over one file. */
struct rating_run {
	const char		*path;
	const struct ruleset	*quality, *combined;
	struct csv		*csv;
	size_t			 columns;	/* of the file's header */
	struct heading		 heading[LIST_COLUMNS_MAX];
	enum form		 form;
	struct list		*list;		/* what comes out */
	struct arena		*once;		/* its headings */
	struct arena		*arena;		/* of a record */
	int			 refused;
	int			 scored;	/* statements' scores, not words */
};

/* Foreign text fit for a terminal. */
static const char *
shown(const char *value, char out[SHOWN_MAX + 4])
{
	size_t	i;

	for (i = 0; value[i] != '\0' && i < SHOWN_MAX; i++)
		out[i] = (unsigned char)value[i] < ' ' || value[i] == 0x7f ?
		    '?' : value[i];
	snprintf(out + i, 4, "%s", value[i] != '\0' ? "..." : "");
	return out;
}

static void
refuse_word(struct rating_run *r, const char *column, const char *value)
{
	const char	*codes[MARK_COUNT] = { NULL }, *near;
	char		 buf[SHOWN_MAX + 4];
	int		 m;

	for (m = MARK_INADEQUATE; m < MARK_COUNT; m++)
		codes[m - 1] = mark_code((enum mark)m);
	near = text_nearest(value, codes);
	r->refused = 1;
	cmd_say(verb, "%s: line %" PRIu64 ", column %s: \"%s\" is not a "
	    "rating%s%s%s", r->path, csv_line(r->csv), column,
	    shown(value, buf), near != NULL ? "; did you mean \"" : "",
	    near != NULL ? near : "", near != NULL ? "\"?" : "");
}

static void
refuse_record(struct rating_run *r, const char *why)
{
	r->refused = 1;
	cmd_say(verb, "%s: line %" PRIu64 ": %s", r->path, csv_line(r->csv),
	    why);
}

/* 0, or -1 where a word of the record is none that we know. */
static int
read_ratings(struct rating_run *r, enum rating in[COMBINED])
{
	const char	*column, *value;
	enum mark	 m;
	int		 i, rc = 0;

	for (i = 0; i < COMBINED; i++) {
		column = question_code(asked[i]);
		value = csv_get(r->csv, column);
		m = mark_parse(value);
		in[i] = mark_rating(m);
		if (m == MARK_NONE && *value != '\0') {
			refuse_word(r, column, value);
			rc = -1;
		}
	}
	return rc;
}

static size_t
added_columns(const struct rating_run *r)
{
	return r->scored ? (size_t)SCORED_COLUMNS : ADDED;
}

/* The record as it came, as wide as the header, and then what was added. */
static void
write_record(struct rating_run *r, const char *const *result)
{
	const char	*value[LIST_COLUMNS_MAX];
	size_t		 i;

	for (i = 0; i < r->columns; i++)
		value[i] = csv_field(r->csv, i);
	memcpy(value + i, result, added_columns(r) * sizeof(result[0]));
	list_row(r->list, value);
}

/* The names of the file's columns outlive its header. */
static void
name_columns(struct rating_run *r)
{
	const char	*const *more = r->scored ? scored_columns : added;
	size_t		 i, n = r->columns + added_columns(r);

	for (i = 0; i < n; i++)
		r->heading[i] = (struct heading){ i >= r->columns ?
		    more[i - r->columns] :
		    arena_text(r->once, csv_field(r->csv, i)), 0 };
}

static const char *
row_of(const struct outcome *o)
{
	return o->rule != NULL ? o->rule->id : "";
}

static void
refuse_scores(struct rating_run *r, const char *column)
{
	char	 buf[SHOWN_MAX + 4];

	r->refused = 1;
	cmd_say(verb, "%s: line %" PRIu64 ", column %s: \"%s\" are not scores "
	    "of quality statements; expected up to %d of %d to %d, as in "
	    "3;3;2;4", r->path, csv_line(r->csv), column,
	    shown(csv_get(r->csv, column), buf), SCORE_STATEMENTS, SCORE_MIN,
	    SCORE_MAX);
}

static void
score_record(struct rating_run *r)
{
	static const char *const	 none[ADDED_MAX] = { NOTHING };
	const char	*text[SCORED_QUESTIONS], *result[SCORED_COLUMNS];
	int		 i, wrong;

	arena_reset(r->arena);
	for (i = 0; i < SCORED_QUESTIONS; i++)
		text[i] = csv_get(r->csv, question_code(asked[i]));
	wrong = scored_words(text, r->quality, r->arena, result);
	if (wrong != 0)
		refuse_scores(r, question_code(asked[wrong - 1]));
	write_record(r, wrong != 0 ? none : result);
}

static void
rate_record(struct rating_run *r)
{
	const char	*result[ADDED_MAX] = { NOTHING };
	const char	*fault = csv_fault(r->csv);
	enum rating	 in[COMBINED];
	struct outcome	 q, c;

	if (fault != NULL) {
		refuse_record(r, fault);
	} else if (read_ratings(r, in) == 0) {
		q = rules_aggregate(r->quality, in, QUALITY);
		c = rules_aggregate(r->combined, in, COMBINED);
		result[0] = rating_code(q.rating);
		result[1] = row_of(&q);
		result[2] = rating_code(c.rating);
		result[3] = row_of(&c);
	}
	write_record(r, result);
}

/* Use of resources may be missing; the five of quality may not. */
static int
check_columns(struct rating_run *r)
{
	struct buf	missing = { 0 };
	int		i;

	for (i = 0; i < QUALITY; i++)
		if (csv_column(r->csv, question_code(asked[i])) == -1)
			buf_printf(&missing, "%s%s", missing.len > 0 ? ", " :
			    "", question_code(asked[i]));
	if (missing.len == 0)
		return 0;
	cmd_say(verb, "%s: the header lacks %s; it must name safe, effective, "
	    "caring, responsive and well_led", r->path, missing.data);
	buf_release(&missing);
	return -1;
}

/* Takes the header and writes ours.  -1 after saying why not. */
static int
read_header(struct rating_run *r)
{
	struct err	e = { ERR_NONE, "" };
	int		rc = csv_next(r->csv, &e);

	if (rc != 1) {
		cmd_say(verb, "%s: %s", r->path, rc == 0 ?
		    "is empty; expected CSV with a header" : e.text);
		return -1;
	}
	r->columns = csv_count(r->csv);
	name_columns(r);
	csv_header(r->csv);
	if (check_columns(r) != 0)
		return -1;
	r->list = list_open(stdout, r->form, r->heading, r->columns +
	    added_columns(r));
	return 0;
}

static int
rate_file(struct rating_run *r)
{
	struct err	e = { ERR_NONE, "" };
	int		rc;

	if (read_header(r) != 0)
		return EXIT_DATA;
	while ((rc = csv_next(r->csv, &e)) == 1)
		if (r->scored && csv_fault(r->csv) == NULL)
			score_record(r);
		else
			rate_record(r);
	list_close(&r->list);
	if (rc == -1) {
		cmd_say(verb, "%s: %s", r->path, e.text);
		return EXIT_DATA;
	}
	if (isatty(STDOUT_FILENO) || form_is_table(r->form))
		cmd_next("sixthkey rulesets %s", r->quality->id);
	return r->refused ? EXIT_DATA : EXIT_OK;
}

static int
open_and_rate(struct rating_run *r)
{
	struct err	 e = { ERR_NONE, "" };
	struct source	*source = source_open(r->path, &e);
	int		 rc;

	if (source == NULL) {
		cmd_say(verb, "%s: %s", r->path, e.text);
		return EXIT_NOINPUT;
	}
	r->csv = csv_new(source);
	r->arena = arena_new(0);
	r->once = arena_new(0);
	rc = rate_file(r);
	arena_free(&r->once);
	arena_free(&r->arena);
	csv_free(&r->csv);
	source_close(&source);
	return rc;
}

int
cmd_rate(int argc, char **argv)
{
	const char		*id = NULL;
	struct rating_run	 r = {
		.form = FORM_CSV,
		.quality = ruleset_find("nhs-quality-2017-06"),
		.combined = ruleset_find("nhs-combined-2018-03")
	};
	const struct opt	 opts[] = {
		{ "output", 'o', OPT_FORM, &r.form },
		{ "ruleset", 0, OPT_TEXT, &id },
		{ 0 }
	};
	const struct ruleset	*set;
	int			 n = opt_parse(opts, argc, argv);

	if (n == -1)
		return EXIT_USAGE;
	if (n != 1)
		return cmd_misused(verb, "expected one FILE, or - for "
		    "standard input");
	set = id == NULL ? NULL : ruleset_find(id);
	r.scored = set != NULL && set->purpose == PURPOSE_SCORE;
	if (id != NULL && !r.scored) {
		if ((set = ruleset_that_rates(verb, id)) == NULL)
			return EXIT_USAGE;
		*(set->min_rated == COMBINED ? &r.combined : &r.quality) = set;
	}
	r.path = argv[1];
	return open_and_rate(&r);
}
