/*
 * events_act.h - acting on all events that the page Events is filtered to.
 */
#ifndef WEB_CONSOLE_EVENTS_ACT_H
#define WEB_CONSOLE_EVENTS_ACT_H

#include "operations/pick.h"
#include "web/console/page.h"

/* Which events are meant, from the arguments of an address or the fields of a
 * form: 1; 0 and refused. */
typedef const char	*visit_word_fn(const struct visit *, const char *name);
int	 pick_visit(struct visit *, visit_word_fn *, struct pick *);

/* What may be done with them, and a form for each. */
void	 events_act_html(struct visit *, struct buf *, const struct pick *);

#endif
