/*
 * sheaf.h - the reports of one organisation, gathered rating by rating and
 * handed out as events, one a report; beside them what was refused.
 *
 * A report is known by its date and its link.  The same rating twice in one
 * report is one; two different ratings of one cell are both kept.
 */
#ifndef FORMATS_SHEAF_H
#define FORMATS_SHEAF_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "formats/reader.h"
#include "proto/event.h"

struct sheaf;

enum { SHEAF_CELLS_MAX = 2 * EVENT_CELLS_MAX };

struct sheaf	*sheaf_new(const char *source, uint32_t revision);
void		 sheaf_free(struct sheaf **);

/* What comes next was found in that line of the file. */
void		 sheaf_at(struct sheaf *, uint64_t line);

/* The line where what was taken last began. */
uint64_t	 sheaf_line(const struct sheaf *);

/* Start on an organisation.  Texts are copied, here and below.  What was
 * gathered before must have been taken. */
void		 sheaf_begin(struct sheaf *, const char *provider,
		    const char *location, const char *name);

/* True while this organisation is the one that is gathered. */
int		 sheaf_about(const struct sheaf *, const char *provider,
		    const char *location);
int		 sheaf_empty(const struct sheaf *);

void		 sheaf_register(struct sheaf *, const struct registration *);

/* -1: more than SHEAF_CELLS_MAX ratings. */
int		 sheaf_add(struct sheaf *, struct day rated, const char *link,
		    const struct report_cell *);

/* All that the source knows of this organisation is gathered here: where it
 * gives the overall of a place and none of its key questions, that stands
 * alone. */
void		 sheaf_whole(struct sheaf *);

/* Leave out the reports that state no more than "No published rating";
 * returns how many. */
size_t		 sheaf_sift(struct sheaf *);

/* Something that cannot be taken, with a whole sentence why. */
void		 sheaf_refuse(struct sheaf *, uint64_t line, const char *field,
		    const char *value, const char *reason, ...)
		    __attribute__((format(printf, 5, 6)));

/* What was refused last, as the data of the event that it was to be. */
void		 sheaf_draft(struct sheaf *, struct bytes data);

/* The organisation is complete: its events may be taken. */
void		 sheaf_close(struct sheaf *);

/* As reader_next: 1 an event, 2 a reject, 0 nothing (more) to take. */
int		 sheaf_take(struct sheaf *, struct arena *, struct event *,
		    struct reject *);

#endif
