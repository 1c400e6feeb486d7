/*
 * event_check.h - what a single value can show to be wrong; private to the
 * checks of an event.  Each returns -1 with ERR_INPUT and the pointer in front.
 */
#ifndef PROTO_EVENT_CHECK_H
#define PROTO_EVENT_CHECK_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "proto/event.h"
#include "rules/day.h"

int	check_code(const char *pointer, const char *, struct err *);
int	check_text(const char *pointer, const char *, size_t max, struct err *);
int	check_day(const char *pointer, struct day, int needed, int32_t today,
	    struct err *);
int	check_ruleset(const char *pointer, const char *, struct err *);

/* What every event has, whatever its kind. */
int	check_envelope(const struct event *, struct err *);

#endif
