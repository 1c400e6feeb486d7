/*
 * history.h - what the producers did, as they saw it: each submission and each
 * answer is a line in a file before anything else happens.  The file survives
 * its writer; a producer that is started again reads what it had done.
 *
 *	submit SOURCE_ID DIGEST MS
 *	answer SOURCE_ID ANSWER EVENT MS
 *
 * MS is a clock that never jumps, the same for all processes of the machine.
 */
#ifndef TESTS_CHAOS_HISTORY_H
#define TESTS_CHAOS_HISTORY_H

#include <stddef.h>
#include <stdint.h>

#include "proto/frame.h"

/* What is known of event i of the load. */
struct deed {
	unsigned	 submitted, answered;	/* how often */
	enum answer	 answer;		/* the first one */
	uint64_t	 event;
	int		 contradicted;	/* answered with another id, or otherwise */
};

struct history {
	struct deed	*deed;		/* by number of the event */
	size_t		 n, cap;	/* n: one above the highest number */
	uint64_t	 submissions;
};

/* Add a file, if it is there; a last line that was cut is left out. */
void		 history_read(struct history *, const char *path);
void		 history_release(struct history *);

/* Grown as needed. */
struct deed	*history_deed(struct history *, uint64_t i);

/* The same facts as they happen: into the file, and into memory. */
struct scribe;
struct scribe	*scribe_open(const char *path, struct history *);
void		 scribe_submit(struct scribe *, uint64_t i,
		    const char *source_id, const uint8_t digest[32]);
void		 scribe_answer(struct scribe *, uint64_t i,
		    const char *source_id, enum answer, uint64_t event);

/* "accepted", "duplicate", … */
const char	*history_answer_name(enum answer);

#endif
