/*
 * stage_settings.h - the part of the page Stage about what is set there: what is
 * in effect and where it came from, and changing it.
 */
#ifndef WEB_CONSOLE_STAGE_SETTINGS_H
#define WEB_CONSOLE_STAGE_SETTINGS_H

#include "web/console/page.h"

struct stage_settings {
	enum stage	 stage;
	struct rows	*rows;		/* what people set */
	struct frame	 report;	/* what the broker says: setting[] */
};

int	 stage_settings_read(struct visit *, enum stage,
	    struct stage_settings *, struct err *);
void	 stage_settings_html(struct buf *, const struct stage_settings *);
void	 stage_settings_json(struct json *, const struct stage_settings *);

/* Changing one: first which, and to what; then what that is beside what is. */
void	 stage_settings_ask(struct buf *, const struct stage_settings *);
void	 stage_settings_preview(struct visit *, struct buf *,
	    const struct stage_settings *);

#endif
