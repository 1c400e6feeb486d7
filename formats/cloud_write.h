/*
 * cloud_write.h - an event as a CloudEvent in structured JSON.
 */
#ifndef FORMATS_CLOUD_WRITE_H
#define FORMATS_CLOUD_WRITE_H

#include "base/json.h"
#include "proto/event.h"

/* `key` as in json.h. */
void	cloud_write(const struct event *, struct json *, const char *key);

/* When upstream wrote it down: the revision of an event, where it is a date. */
void	cloud_write_time(uint32_t revision, struct json *);

#endif
