/*
 * document.h - what is published of a subject: one canonical JSON document.
 *
 * A pure function of the state's statements.  It carries no version number, no
 * event id, no worker and no clock, so any order and batching of the same
 * events gives the same bytes.
 */
#ifndef WORKERS_QUALITY_COMBINATION_DOCUMENT_H
#define WORKERS_QUALITY_COMBINATION_DOCUMENT_H

#include "base/arena.h"
#include "proto/state.h"

/* Ends in NUL behind its len bytes; len 0: nothing is rated yet. */
struct bytes	document_make(const struct state *, struct arena *);

#endif
