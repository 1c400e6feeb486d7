/*
 * document.h - what is published of a subject: one canonical JSON document.
 *
 * A pure function of the state's statements.  It carries no version number, no
 * event id, no worker and no clock, so any order and batching of the same
 * events gives the same bytes.
 */
#ifndef PROTO_DOCUMENT_H
#define PROTO_DOCUMENT_H

#include "base/arena.h"
#include "base/digest.h"
#include "proto/deadline.h"
#include "proto/decision.h"
#include "proto/state.h"

struct document {
	struct bytes	 bytes;		/* NUL behind its len bytes; len 0:
					 * nothing was ever rated */
	uint8_t		 digest[DIGEST_SIZE];	/* of the bytes */
	enum decision	 decision;	/* what is to become of it … */
	const char	*holds;		/* … and why it is held; "" */
	const struct deadline *due;	/* the days something waits for */
	size_t		 ndue;
};

struct document	document_make(const struct state *, struct arena *);

#endif
