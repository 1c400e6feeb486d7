/*
 * seat.h - where a broker runs and listens: two at once cannot do that in one
 * place, so that who takes a seat knows that the one before is gone.
 */
#ifndef BROKER_SEAT_H
#define BROKER_SEAT_H

#include <stddef.h>

/* Where a machine's own number stands, best first; NULL ends them. */
extern const char *const seat_machines[];

/* Host, machine and endpoint, for hosts may share a name.  The machine is the
 * first word of the first file that has one. */
void	seat_name(char *out, size_t, const char *const *machines,
	    const char *endpoint);

#endif
