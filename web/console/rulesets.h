/*
 * rulesets.h - what the files of the page of a rule set share.
 */
#ifndef WEB_CONSOLE_RULESETS_H
#define WEB_CONSOLE_RULESETS_H

#include "web/console/impact.h"
#include "web/console/page.h"

struct ruleset_page {
	const struct ruleset	*set, *against;	/* NULL: that in force */
	struct impact		*impact;	/* NULL: nothing was asked */
};

void	impact_read(struct visit *, struct ruleset_page *);
void	impact_html(struct visit *, struct buf *);
void	impact_json(const struct ruleset_page *, struct json *);

#endif
