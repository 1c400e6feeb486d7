/*
 * list.h - rows to standard output or a file, in the form that was asked for.
 *
 * A table is measured by its first thousand rows; nothing else is held, so a
 * list may be as long as it likes.
 */
#ifndef CLI_LIST_H
#define CLI_LIST_H

#include <stdio.h>

#include "base/buf.h"

enum form {
	FORM_NONE,
	FORM_TABLE,
	FORM_JSON,	/* one array */
	FORM_JSONL,	/* one object a line */
	FORM_CSV,
	FORM_WIDE,	/* a table with all columns */
	FORM_NAME,	/* the first column, a line a row */
	FORM_CARD,	/* a line a column */
	FORM_EVENTS	/* of rejects: CloudEvents, one a line, for feed */
};

/* What -o takes, for people. */
#define FORM_WORDS	"table, wide, json, jsonl, csv or name"
#define FORM_UNNAMED	"table, wide, json, jsonl or csv"

/* Name of a column; its values are written as numbers in JSON; a table leaves
 * it out unless it is a wide one. */
struct heading {
	const char	*name;
	int		 number;	/* 1, or as below */
};
enum { HEADING_WIDE = 2, HEADING_WIDE_NUMBER = 3 };

struct list;

enum { LIST_COLUMNS_MAX = 280 };

/* FORM_NONE where there is no such word; NULL is a table. */
enum form	 form_parse(const char *);

struct list	*list_open(FILE *, enum form, const struct heading *, size_t n);
void		 list_row(struct list *, const char *const *values);
void		 list_close(struct list **);

/* A row that is all there is; in JSON it is an object on one line. */
void		 list_one(FILE *, enum form, const struct heading *, size_t n,
		    const char *const *values);

/* A table, wide or not. */
int		 form_is_table(enum form);

/* EXIT_USAGE after it has said that -o name means nothing to this verb. */
int		 form_no_name(const char *verb);

/* Foreign text on its line: nothing in it may move the cursor. */
void		 list_plain(struct buf *, const char *);

/* Columns that a text takes on a terminal (one for each character). */
size_t		 list_width(const char *);

#endif
