/*
 * guests.h - programs that ask us time and again and say who they are: they
 * have no other place in the line.  So many have one, and no peer two; who is
 * silent loses it, and who was silent longest makes room for one more.
 */
#ifndef BROKER_GUESTS_H
#define BROKER_GUESTS_H

#include "base/arena.h"
#include "proto/frame.h"

enum { GUESTS = 64, GUEST_WORD = 64, GUEST_MS = 10000 };

/* What a process told us, kept; `began` is ours to reckon from. */
struct kept_told {
	char		*settings;
	char		 digest[33];
	int64_t		 began_ms;
};

void		 told_keep(struct kept_told *, const struct told *,
		    int64_t now);
void		 told_drop(struct kept_told *);

/* Lives as long as what is kept. */
struct told	 told_report(const struct kept_told *, int64_t now);

struct guest {
	uint32_t	 peer;
	char		 program[GUEST_WORD], instance[GUEST_WORD],
			 name[GUEST_WORD], build[GUEST_WORD];
	struct kept_told told;
	int64_t		 heard_at;
};

struct guests {
	struct guest	 row[GUESTS];
	size_t		 n;
};

/* A question: of whoever says no instance nothing is kept. */
void		 guests_hear(struct guests *, uint32_t peer,
		    const struct frame *query, int64_t now);
void		 guests_release(struct guests *);

/* For a REPORT; the array lives in the arena, the texts here. */
const struct guest_report *guests_report(struct guests *, int64_t now,
		    struct arena *, size_t *n);

#endif
