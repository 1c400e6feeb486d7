/*
 * page.h - public pages as HTML.  Pure: the same sheet gives the same bytes.
 *
 * A rating is a word, a shape and a colour.  No script, no outside resource.
 * Everything that came from outside goes through html.h.
 */
#ifndef CLI_PAGE_H
#define CLI_PAGE_H

#include "base/buf.h"
#include "explain/sheet.h"

/* From a trust's page to the other files: ../organisations/ID/… */
void	page_trust(const struct sheet *, struct arena *, struct buf *out);

/* One row of the index. */
struct page_entry {
	const char	*id, *name;
	enum mark	 combined, quality, resources;
	struct day	 as_of;
};

void	page_index(const struct page_entry *, size_t n, struct arena *,
	    struct buf *out);

/* page.css. */
extern const char	page_style[];

/* Pieces that both use: page_parts.c. */
void	page_begin(struct buf *, const char *title, const char *home);
void	page_end(struct buf *);

#endif
