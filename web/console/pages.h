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
PAGE(aside);
PAGE(event);
PAGE(operations);
PAGE(operation);
PAGE(audit);
PAGE(events);
PAGE(stage);
PAGE(trust);
PAGE(trusts);
PAGE(whatif);
PAGE(rulesets);
PAGE(ruleset);
PAGE(sources);
PAGE(health);
PAGE(motions);
PAGE(propose);

extern const struct export	 audit_export, trusts_export;

visit_fn	 source_revoke, source_rotate, source_key, worker_drain;
visit_fn	 motion_propose, motion_carry, motion_decline, motion_send;
visit_fn	 pipeline_pause, pipeline_resume, aside_preview, aside_one, events_preview,
		 operation_go, operation_cancel, stage_set, ruleset_impact;

/* workers.c: those of a stage. */
void		 workers_html(struct visit *, struct buf *, enum stage);

/* standing.c: brokers, replicas, and settings that differ. */
void		 health_standing_html(struct visit *, struct buf *);
void		 health_standing_json(struct visit *, struct json *);

/* pipeline.c: the figures of a stage, and its pause. */
void		 page_stage_now(struct visit *, struct buf *,
		    const struct figures *, enum stage);

#endif
