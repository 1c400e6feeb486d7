/*
 * pages.h - the functions in the rows of pages.c, a line for each page.
 */
#ifndef WEB_CONSOLE_PAGES_H
#define WEB_CONSOLE_PAGES_H

#include "web/console/page.h"

#define PAGE(name) \
	visit_fn name##_read; \
	void name##_html(struct visit *, struct buf *); \
	void name##_json(struct visit *, struct json *)

PAGE(pipeline);

visit_fn	 pipeline_pause, pipeline_resume;

#endif
