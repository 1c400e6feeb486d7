/*
 * underway.h - the source's ids of events that are not answered yet, by tag.
 * Tags are given in order, so that a ring serves; it grows where an old one
 * stays.
 */
#ifndef CLI_UNDERWAY_H
#define CLI_UNDERWAY_H

#include <stdint.h>

struct underway;

struct underway	*underway_new(void);
void		 underway_free(struct underway **);

/* Tags are above 0 and rise.  The line is where the event began. */
void		 underway_add(struct underway *, uint64_t tag, const char *id,
		    uint64_t line);
void		 underway_remove(struct underway *, uint64_t tag);

/* "" where there is no such tag. */
const char	*underway_find(const struct underway *, uint64_t tag);
uint64_t	 underway_line(const struct underway *, uint64_t tag);

/* The oldest tag that is there; 0: none is. */
uint64_t	 underway_oldest(const struct underway *);

#endif
