/*
 * provision.h - what belongs to a rule set and is no arithmetic: in words,
 * each with its basis.  The engine computes nothing from them.
 */
#ifndef RULES_PROVISION_H
#define RULES_PROVISION_H

#include "rules/words.h"

struct provision {
	const char	*set;		/* of which rule set; NULL: the end */
	const char	*id;
	const char	*text;
	enum basis	 basis;
	const char	*source;
};

/* The provisions of a set stand together; NULL: it has none, or no more. */
const struct provision	*provision_first(const char *set);
const struct provision	*provision_next(const struct provision *);

#endif
