/*
 * rejects.h - what was refused of one input, as CSV beside it: line, field,
 * value, reason.  The file is made with the first row and replaces an old one.
 */
#ifndef CLI_REJECTS_H
#define CLI_REJECTS_H

#include "base/err.h"
#include "formats/reader.h"

struct rejects;

/* `input` is a path or "-".  more: an old file stays, and rows come after. */
struct rejects	*rejects_open(const char *input, int more);

/* 0 or -1 (once; later rows are counted only). */
int		 rejects_add(struct rejects *, const struct reject *,
		    struct err *);

/* Where the rows went; NULL: there were none, or no place for them. */
const char	*rejects_path(const struct rejects *);
uint64_t	 rejects_count(const struct rejects *);
void		 rejects_close(struct rejects **);

/* Field and value out of a sentence of event_check(): '/cells/3/mark: "godo"
 * is not …'; what is not there is "". */
void		 rejects_parse(const char *sentence, struct arena *,
		    struct reject *);

#endif
