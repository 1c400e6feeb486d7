/*
 * deadline.h - the days that something waits for, from the state alone.  What
 * time brings is an event too: clock.reached, once such a day has come.
 */
#ifndef PROTO_DEADLINE_H
#define PROTO_DEADLINE_H

#include "base/arena.h"
#include "proto/body.h"

/* Stored in events and in the table `due`; they never change. */
#define RULE_ACCURACY		"factual-accuracy"	/* 10 working days */
#define RULE_REVIEW		"review-window"		/* 15 working days */
#define RULE_DISPLAY		"display"		/* 21 days */
#define RULE_PUBLICATION	"publication"		/* three months */
#define RULE_EMBARGO		"embargo"		/* the day named */

struct dossier;

struct deadline {
	const char	*rule;
	struct day	 on;
	int		 met;		/* what it waited for has happened */
};

/* The day on which factual accuracy ends, extension included. */
struct day	 deadline_accuracy(const struct workflow *opened);

/* Sorted by day and rule, each once. */
size_t		 deadlines(const struct dossier *, struct arena *,
		    const struct deadline **out);

/* The event that says that the day has come.  Two brokers make the same one. */
struct event;
void		 deadline_event(const char *subject, const char *rule,
		    struct day, struct arena *, struct event *out);

/* "factual accuracy: …", for lists; "" if there is no such rule. */
const char	*deadline_title(const char *rule);

#endif
