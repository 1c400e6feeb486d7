/*
 * finance.h - the finance score of the Single Oversight Framework (DOMAIN
 * 4.3): 1 is best, 4 is worst.  It informs the area of finance; no table leads
 * from it to a rating.  Its thresholds are recalled, hence unverified.
 */
#ifndef RULES_FINANCE_H
#define RULES_FINANCE_H

#include <stdint.h>

#include "rules/words.h"

enum { FINANCE_METRICS = 5, FINANCE_WORST = 4 };

/* A value beyond the step has its score, the first that does. */
struct finance_step {
	int64_t	value;		/* thousandths of the unit */
	uint8_t	reached;	/* the value itself counts as beyond */
};

struct finance_row {
	const char		*metric;	/* id of a struct metric */
	int			 falling;	/* lower is better */
	struct finance_step	 step[FINANCE_WORST - 1];
	enum basis		 basis;
};

/* What bounds the whole score. */
enum control {
	CONTROL_AGREED,		/* a control total was agreed */
	CONTROL_SURPLUS,	/* none, and a surplus is planned */
	CONTROL_DEFICIT,	/* none, and a deficit is planned */
	CONTROL_COUNT
};

struct finance_cap {
	const char	*id;		/* NULL: the end */
	enum control	 control;	/* COUNT: a metric at the worst */
	uint8_t		 no_better_than;
	enum basis	 basis;
	const char	*source;
};

extern const struct finance_row	finance_rows[FINANCE_METRICS];
extern const struct finance_cap	finance_caps[];

struct finance_score {
	uint8_t				 metric[FINANCE_METRICS];
	uint8_t				 mean;	/* to the nearest whole */
	uint8_t				 score;
	const struct finance_cap	*cap;	/* that made it worse; or NULL */
};

/* Values in the order of finance_rows, in thousandths of the unit. */
struct finance_score	 finance_score(const int64_t value[FINANCE_METRICS],
			    enum control);

/* One metric alone. */
uint8_t			 finance_metric_score(const struct finance_row *,
			    int64_t value);

#endif
