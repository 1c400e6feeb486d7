/*
 * ods_inside.h - what the two halves of ods.h share: ods.c moves the parser on,
 * ods_parse.c is what it calls.
 */
#ifndef FORMATS_ODS_INSIDE_H
#define FORMATS_ODS_INSIDE_H

#include <expat.h>
#include <zip.h>

#include "formats/ods.h"
#include "formats/ods_row.h"

/* Why the parser stopped. */
enum stop { STOP_NONE, STOP_SHEET, STOP_ROW, STOP_SHEET_END, STOP_END };

struct ods {
	zip_t		*zip;
	zip_file_t	*file;
	XML_Parser	 parser;
	uint64_t	 done, total;	/* bytes of the content */
	uint64_t	 written;	/* bytes handed out */
	int		 suspended, ended;
	enum stop	 stop;
	struct err	 err;		/* of a handler */

	unsigned	 depth, aside;	/* elements, and those passed over */
	struct buf	 style;		/* of tables: the one that is read, */
	struct buf	 unseen;	/* and those that are not shown */
	uint64_t	 hidden;	/* sheets passed over */
	int		 in_sheet, in_cell, in_text;
	struct ods_row	 row;
	size_t		 repeat;	/* of the row, still to be handed out */
	size_t		 at;		/* of its text */
	uint64_t	 rows, blank;	/* of the sheet; empty ones in between */
};

/* A parser that fills the struct and stops where something is. */
XML_Parser	ods_parser(struct ods *);

#endif
