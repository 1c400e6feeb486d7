/*
 * cloud_json.h - an object of JSON to a struct by the rows of its shape.
 * Private to cloud*.c.
 */
#ifndef FORMATS_CLOUD_JSON_H
#define FORMATS_CLOUD_JSON_H

#include <jansson.h>

#include "formats/cloudevents.h"
#include "proto/shape.h"

/* -1 after the fault is set.  Returned by who refuses. */
int	cloud_refuse(struct cloud_fault *, const char *pointer,
	    const char *value, const char *reason);

/* Members that the shape does not have are refused; the body was cleared. */
int	cloud_read_shape(const struct shape *, const json_t *object,
	    const char *pointer, void *body, struct arena *,
	    struct cloud_fault *);

/* `data` is the JSON of a structured event, or NULL. */
void	cloud_read_with(const struct cloud *, const json_t *data,
	    int32_t today, struct arena *, struct cloud_item *);

/* "/at/key" with the key escaped as RFC 6901 says. */
const char *cloud_pointer(struct arena *, const char *at, const char *key);

/* A value as short text, for people. */
const char *cloud_shown(const json_t *, struct arena *);

/* "; did you mean \"…\"?", or "". */
const char *cloud_meant(struct arena *, const char *word,
	    const char *const *known);

#endif
