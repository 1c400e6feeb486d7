/*
 * rejects.h - what was refused of one input, as CSV beside it: line, field,
 * value, reason.  The file is made with the first row and replaces an old one.
 * Where there is a line, it keeps them too (`get rejects`).
 */
#ifndef CLI_REJECTS_H
#define CLI_REJECTS_H

#include "base/err.h"
#include "formats/reader.h"
#include "proto/event.h"

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

/* The refusal as it travels to be kept; `via` is where it was met.  Points into
 * the arena and the reject. */
struct event	 rejects_event(const struct reject *, const char *via,
		    struct arena *);

/* "in.jsonl:812", at most so long that it can be kept. */
const char	*rejects_via(const char *input, uint64_t line, struct arena *);

/* Field and value out of a sentence of event_check(): '/cells/3/mark: "godo"
 * is not …'; what is not there is "". */
void		 rejects_parse(const char *sentence, struct arena *,
		    struct reject *);

/* What a sentence supposes to be meant ("did you mean \"good\"?"); "": it
 * does not. */
const char	*rejects_meant(const char *sentence, struct arena *);

#endif
