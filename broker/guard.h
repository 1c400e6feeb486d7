/*
 * guard.h - what a peer may say, by its key.  Pure.
 */
#ifndef BROKER_GUARD_H
#define BROKER_GUARD_H

#include "broker/core.h"
#include "proto/keys.h"

/* The roles that a door is for, as words. */
const char	*guard_roles(enum door);

/*
 * Take out of a frame what its sender may not say.  NULL: the rest may go on;
 * `answer` refuses the items of a SUBMIT that are not among it any more.
 * Otherwise nothing may, and this says why.  who NULL: its key was revoked.
 */
const char	*guard_frame(const struct key *who, enum door,
		    struct frame *, struct frame *answer, struct arena *);

#endif
