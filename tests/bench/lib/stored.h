/*
 * stored.h - what a database has been through: much history, and a transaction
 * that somebody holds open.
 */
#ifndef TESTS_BENCH_LIB_STORED_H
#define TESTS_BENCH_LIB_STORED_H

#include <stdint.h>

#include "tests/lib/pg.h"

/* `events` more, each wholly recorded, by COPY: like the one event that must be
 * there, ten for each of as many organisations as that takes. */
void		 stored_make(struct pg *, uint64_t events);

/* A transaction that has written and reads as of now, until it is closed. */
struct held;
struct held	*held_open(struct pg *);
void		 held_close(struct held **);

#endif
