/*
 * motions.h - what the pages about decisions share.
 */
#ifndef WEB_CONSOLE_MOTIONS_H
#define WEB_CONSOLE_MOTIONS_H

#include "formats/motion.h"
#include "web/console/page.h"

/* Events of carried motions: "motion/12" of it. */
#define MOTION_SOURCE	"/sixthkey/console"

/* The event of a motion whose kind, subject, id and persons are set, from the
 * fields of a form; ERR_INPUT. */
int	motion_make(struct visit *, struct motion *, const struct pair *,
	    size_t n, struct event *out, struct err *);

/* Links to the forms for what may be proposed about a subject; `digest` is
 * that of its newest version, or "". */
void	motion_links(struct visit *, struct buf *out, const char *subject,
	    const char *digest);

#endif
