/*
 * reader.h - files of ratings to events, one event a report.
 *
 * The format is recognised by content, not by name:
 *   our trust CSV      (columns of trust-ratings.csv)
 *   key question CSV   (one row a location or a service of it, on one date)
 *   CloudEvents	(JSON objects: one a line, or an array of them)
 *   CQC API JSON       (provider or location; one object, an array, one a line)
 *   grid JSON          (a trust's locations, each with its grids of services)
 *   "Latest ratings"   CSV, or ODS with one sheet for locations and one for
 *			providers
 *   care directory     CSV; who is registered, for its ratings have no date;
 *			likewise the CQC directory and the active locations
 * gzip is undone on the way.  Streaming: memory does not grow with the file.
 */
#ifndef FORMATS_READER_H
#define FORMATS_READER_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "proto/event.h"

struct reader;

/*
 * A wrong row or value refuses the smallest thing that can stand without it:
 * a CloudEvent and the row of a trust CSV go whole; of "Latest ratings" and of
 * CQC's JSON only that one rating is left out, and the rest of its report goes
 * on.
 */

/* Where and why one record of a file was refused; the rest goes on. */
struct reject {
	uint64_t	 line;		/* 1 is the first of the file, or
				 * of the sheet */
	const char	*field;		/* column name or JSON pointer */
	const char	*value;		/* as found, cut to 200 bytes */
	const char	*reason;	/* a whole sentence */

	/* To mend it: the event that it was to be, as CloudEvent in JSON, or
	 * what was read in its place.  "": it names no source, no id. */
	const char	*source, *id;
	struct bytes	 text;
};

/* What was left out on purpose, for the summary. */
struct skipped {
	const char	*what;	/* "assessment blocks of the newer framework" */
	uint64_t	 count;
};

/* "-" is standard input.  NULL: ERR_INPUT with a sentence (empty file, not a
 * known format, truncated gzip, a header that lacks a column, …), after the
 * file's name. */
struct reader	*reader_open(const char *path, struct err *);
void		 reader_close(struct reader **);

/*
 * The next event or reject.  1: *event is set; 2: *reject is set; 0: the end;
 * -1: the file cannot be read further (ERR_INPUT: truncated gzip, …).
 * Texts live in the arena that is given.
 */
int		 reader_next(struct reader *, struct arena *, struct event *,
		    struct reject *, struct err *);

/* The line where the last event or reject began. */
uint64_t	 reader_line(const struct reader *);

/* Bytes of the file read so far and in all (0: not known), for progress. */
void		 reader_progress(const struct reader *, uint64_t *done,
		    uint64_t *total);

/* Kinds of things left out; returns how many entries. */
size_t		 reader_skipped(const struct reader *, const struct skipped **);

/* "trust ratings CSV", "CQC API JSON", "Latest ratings ODS", …. */
const char	*reader_format(const struct reader *);

#endif
