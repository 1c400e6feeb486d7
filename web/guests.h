/*
 * guests.h - who is connected, and since when a request of theirs is awaited.
 * One that is not whole in time is cut off, however busily it comes byte by
 * byte: a few such peers would keep all others out.
 */
#ifndef WEB_GUESTS_H
#define WEB_GUESTS_H

#include <stdint.h>

struct guests;
struct guest;

/* Has a thread of its own, until it is closed; all have left by then. */
struct guests	*guests_open(int64_t patience_ms);
void		 guests_close(struct guests **);

/* From here on a request is awaited at that socket. */
struct guest	*guest_enter(struct guests *, int fd);
void		 guest_leave(struct guest *);

/* The request is whole: now the guest waits for us.  And the other way. */
void		 guest_asked(struct guest *);
void		 guest_answered(struct guest *);

#endif
