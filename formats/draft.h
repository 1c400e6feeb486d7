/*
 * draft.h - what was refused of a file, in the form in which it is mended and
 * fed again.  Private to this room.
 */
#ifndef FORMATS_DRAFT_H
#define FORMATS_DRAFT_H

#include "base/json.h"
#include "formats/format.h"

/* Source, id and text of what was refused last.  The id is that of the content,
 * so that the same refusal is the same one wherever it is met again. */
void	draft_make(const struct format *, const struct reading *,
	    uint32_t revision, struct arena *, struct reject *);

/* A member where there is something to say. */
void	draft_text(struct json *, const char *key, const char *value);

/* A date as it is written in an event, or as it was found. */
void	draft_day(struct json *, const char *key, struct day,
	    const char *found);

#endif
