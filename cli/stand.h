/*
 * stand.h - how far a feed of one file came, in a small file beside it, so that
 * an interrupted one can go on.  Events are known by their ids, so that one
 * submitted again does no harm: it may say too little but never too much.
 */
#ifndef CLI_STAND_H
#define CLI_STAND_H

#include <stdint.h>

struct stand;

struct stand	*stand_open(const char *input);	/* a path or "-" */
void		 stand_close(struct stand **);

/* Records of the input that an earlier feed had an answer for; 0 where nothing
 * is known, or the input is another one by size or time. */
uint64_t	 stand_load(const struct stand *);

/* Now and then: at most once a second it is written.  Where there is no place
 * for it there is none. */
void		 stand_save(struct stand *, uint64_t records);

/* The input is done. */
void		 stand_remove(struct stand *);

#endif
