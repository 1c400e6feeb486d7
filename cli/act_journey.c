/*
 * journey, describe event - everything that happened to one event, across all
 * stages, in the order of time.
 */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/act.h"
#include "cli/cmd.h"
#include "cli/kept_describe.h"
#include "cli/link.h"
#include "cli/list.h"
#include "cli/opt.h"
#include "proto/frame.h"

static const enum query statements[] = {
	Q_SHOW_FIND_EVENT, Q_SHOW_JOURNEY, Q_NONE
};

/* Columns of show_journey.sql. */
enum {
	COL_AT, COL_STAGE, COL_DID, COL_CODE, COL_VERSION, COL_ATTEMPT, COL_WHO,
	COL_BUILD, COL_TEXT
};
enum did { DID_RECORD = 1, DID_ASIDE, DID_DECISION, DID_OPERATION };
enum { DISCARDED = 9, CODES = 7, COLUMNS = 8, REPLAYED = 5 };

static const struct heading headings[COLUMNS] = {
	{ "at", 0 }, { "stage", 0 }, { "what", 0 }, { "version", 1 },
	{ "attempt", 1 }, { "by", 0 }, { "build", 0 }, { "text", 0 }
};

static const char *
record_word(int stage, int code)
{
	static const char *const words[STAGE_COUNT][3] = {
		[STAGE_INGEST] = { "", "accepted", "" },
		[STAGE_ASSESSMENT] = { "", "recorded", "" },
		[STAGE_COMBINATION] = { "", "no change", "led to a version" },
		[STAGE_PUBLICATION] = { "", "no change", "looked at" }
	};

	if (code == DISCARDED)
		return "discarded";
	return stage < STAGE_COUNT && code >= 0 && code < 3 ?
	    words[stage][code] : "";
}

static const char *
what(const struct rows *rows, size_t row)
{
	static const char *const asides[CODES] = {
		[VERDICT_RETRY] = "failed, to be retried",
		[VERDICT_DEAD] = "failed, put aside",
		[VERDICT_PARKED] = "parked",
		[REPLAYED] = "sent again"
	};
	static const char *const decisions[CODES] = {
		"", "held", "published", "withheld", "suspended", "withdrawn",
		"superseded"
	};
	static const char *const operations[CODES] = {
		"", "retry", "discard"
	};
	int		 code = (int)rows_int(rows, row, COL_CODE);
	enum did	 did = (enum did)rows_int(rows, row, COL_DID);
	const char	*const *words = did == DID_ASIDE ? asides :
			    did == DID_DECISION ? decisions : operations;

	if (did == DID_RECORD)
		return record_word((int)rows_int(rows, row, COL_STAGE), code);
	return code > 0 && code < CODES && words[code] != NULL ?
	    words[code] : "";
}

static const char *
number(const struct rows *rows, size_t row, int column, struct arena *a)
{
	int64_t	n = rows_int(rows, row, column);

	return n == 0 ? "" : arena_printf(a, "%lld", (long long)n);
}

static void
list_journey(const struct rows *rows, enum form form)
{
	struct arena	*a = arena_new(0);
	struct list	*l = list_open(stdout, form, headings, COLUMNS);
	const char	*v[COLUMNS];
	size_t		 i;

	for (i = 0; i < rows_count(rows); i++) {
		v[0] = rows_text(rows, i, COL_AT);
		v[1] = stage_name((enum stage)rows_int(rows, i, COL_STAGE));
		v[2] = what(rows, i);
		v[3] = number(rows, i, COL_VERSION, a);
		v[4] = number(rows, i, COL_ATTEMPT, a);
		v[5] = rows_text(rows, i, COL_WHO);
		v[6] = rows_text(rows, i, COL_BUILD);
		v[7] = rows_text(rows, i, COL_TEXT);
		list_row(l, v);
	}
	list_close(&l);
	arena_free(&a);
}

/* "17", or "/files/x:RGT/2019". */
static struct params *
which(const char *word)
{
	struct params	*p = params_new();
	int64_t		 id = 0;

	text_number(word, 1, INT64_MAX, &id);
	params_int8(p, id);
	params_text(p, word);
	return p;
}

/* Its id, or 0 after it has said why not. */
static int64_t
find(const char *verb, struct db *db, const char *word, int *code)
{
	struct params	*p = which(word);
	struct rows	*rows = link_run(verb, db, Q_SHOW_FIND_EVENT, p, code);
	int64_t		 id = 0;

	params_free(&p);
	if (rows != NULL && rows_count(rows) == 0) {
		cmd_say(verb, "there is no event \"%s\"; sixthkey get events "
		    "lists them", word);
		*code = EXIT_NOINPUT;
	} else if (rows != NULL) {
		id = rows_int(rows, 0, 0);
	}
	rows_free(&rows);
	return id;
}

static int
journey(const char *verb, const char *word, enum form form)
{
	struct params	*p = params_new();
	struct rows	*rows = NULL;
	struct db	*db;
	int64_t		 id = 0;
	int		 code = link_db(verb, statements, &db);

	if (code == EXIT_OK)
		id = find(verb, db, word, &code);
	if (id != 0) {
		params_int8(p, id);
		rows = link_run(verb, db, Q_SHOW_JOURNEY, p, &code);
	}
	if (rows != NULL)
		list_journey(rows, form);
	rows_free(&rows);
	params_free(&p);
	db_close(&db);
	return code;
}

/* `events` is a form where there is something to mend. */
static int
read_form(int argc, char **argv, enum form *form, int *n)
{
	const char		*word = NULL;
	const struct opt	 opts[] = {
		{ "output", 'o', OPT_TEXT, &word },
		{ 0 }
	};

	if ((*n = opt_parse(opts, argc, argv)) < 0)
		return EXIT_USAGE;
	*form = word != NULL && strcmp(word, "events") == 0 && *n == 2 &&
	    strcmp(argv[1], "reject") == 0 ? FORM_EVENTS : form_parse(word);
	return *form != FORM_NONE ? EXIT_OK : cmd_misused(argv[0],
	    "-o takes table, json, jsonl or csv, not \"%s\"", word);
}

int
cmd_journey(int argc, char **argv)
{
	enum form	 form;
	int		 n, code = read_form(argc, argv, &form, &n);

	if (code == EXIT_OK && n != 1)
		code = cmd_misused("journey", "name one event: its id or "
		    "SOURCE:ID");
	return code == EXIT_OK ? journey("journey", argv[1], form) : code;
}

int
cmd_describe(int argc, char **argv)
{
	enum form	 form;
	int		 n, code = read_form(argc, argv, &form, &n);

	if (code == EXIT_OK && n == 2 && strcmp(argv[1], "reject") == 0)
		return kept_describe(argv[2], form);
	if (code == EXIT_OK && (n != 2 || strcmp(argv[1], "event") != 0))
		code = cmd_misused("describe", "say event and its id or "
		    "SOURCE:ID, or reject and its id");
	return code == EXIT_OK ? journey("describe", argv[2], form) : code;
}
