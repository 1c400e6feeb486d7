/*
 * html.h - foreign text into HTML, by where it stands.  What is not UTF-8, a
 * control character, or would turn the direction of what follows becomes
 * U+FFFD, so that it can neither be markup nor pass for other text.
 */
#ifndef BASE_HTML_H
#define BASE_HTML_H

#include "base/buf.h"

/* Between tags, and inside a quoted attribute. */
void	html_text(struct buf *, const char *);

/* Markup of ours with foreign text in it: %s goes through html_text; %d, %u,
 * %zu, %lld and %% are there too, without width. */
void	html_add(struct buf *, const char *markup, ...)
	    __attribute__((format(printf, 2, 3)));

/* One segment of a path inside a quoted attribute: percent-encoded; and a path,
 * whose slashes stay. */
void	html_segment(struct buf *, const char *);
void	html_path(struct buf *, const char *);

/* True for an address that may stand in href: http or https, and nothing in it
 * that an address cannot hold. */
int	html_is_link(const char *);

#endif
