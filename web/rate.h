/*
 * rate.h - so many events a second for each source, with a burst.  One thread;
 * time is given.
 */
#ifndef WEB_RATE_H
#define WEB_RATE_H

#include <stddef.h>
#include <stdint.h>

struct rate;

/* per_s 0: no limit.  A full bucket holds `burst`. */
struct rate	*rate_new(int64_t per_s, int64_t burst);
void		 rate_free(struct rate **);

/* 0: taken; else milliseconds until n would fit (n above the burst counts as
 * the burst). */
int64_t		 rate_take(struct rate *, const char *source, size_t n,
		    int64_t now_ms);

#endif
