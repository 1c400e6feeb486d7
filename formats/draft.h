/*
 * draft.h - what was refused of a file, in the form in which it is mended and
 * fed again.  Private to this room.
 */
#ifndef FORMATS_DRAFT_H
#define FORMATS_DRAFT_H

#include "formats/format.h"

struct json;

/* Source, id and text of what was refused last.  The id is that of the content,
 * so that the same refusal is the same one wherever it is met again. */
void	draft_make(const struct format *, const struct reading *,
	    uint32_t revision, struct arena *, struct reject *);

/* One rating of an object that holds many: the data of an event with that one
 * alone. */
struct draft_rating {
	const char	*provider, *location, *name;	/* of the event */
	const char	*link;
	struct day	 rated;
	const char	*of, *service;		/* location and service rated */
	enum question	 question;
	const char	*rating;		/* as found */
	int		 inherited;
};
void	draft_rating(const struct draft_rating *, struct sheaf *);

/* A member where there is something to say. */
void	draft_text(struct json *, const char *key, const char *value);

/* A date as it is written in an event, or as it was found. */
void	draft_day(struct json *, const char *key, struct day,
	    const char *found);

#endif
