/*
 * sources.h - what the two halves of the page Sources know of each other: who
 * submits (sources.c), and what they prove themselves with (tokens.c).
 */
#ifndef WEB_CONSOLE_SOURCES_H
#define WEB_CONSOLE_SOURCES_H

#include "operations/upstream.h"
#include "web/console/page.h"

/* All that the database or the leading broker knows of.  0 or -1. */
int	sources_all(struct visit *, struct upstream **, size_t *n,
	    struct err *);

/* Rows are those of token_list. */
void	tokens_html(struct visit *, struct buf *, const struct rows *);
void	tokens_json(struct json *, const struct rows *);
int	tokens_has(const struct rows *, const char *source);

#endif
