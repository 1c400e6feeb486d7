/*
 * whatif.h - what the pages share that ask what ratings would be.
 */
#ifndef WEB_CONSOLE_WHATIF_H
#define WEB_CONSOLE_WHATIF_H

#include "explain/whatif.h"
#include "web/console/page.h"

/* `line` is of one array with room for all that whatif_answer gave; none where
 * nothing was supposed, or what was cannot be. */
struct whatif_page {
	struct subject			 subject;
	struct whatif			 whatif;
	const struct whatif_line	*line;
	size_t				 nline;
};

/* The form for an organisation, filled in with what this address asks; nothing
 * where nothing is rated. */
void	whatif_form(struct visit *, struct buf *, const struct sheet *);

#endif
