/*
 * cloud_write.h - an event as a CloudEvent in structured JSON.
 */
#ifndef FORMATS_CLOUD_WRITE_H
#define FORMATS_CLOUD_WRITE_H

#include "base/json.h"
#include "proto/event.h"

/* `key` as in json.h. */
void	cloud_write(const struct event *, struct json *, const char *key);

#endif
