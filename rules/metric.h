/*
 * metric.h - the initial metrics of a use of resources assessment (DOMAIN
 * 4.2), and a reviewer's question: is the proposed rating far from them?
 *
 * Reference data.  A use of resources rating is judged: nothing here, and
 * nothing anywhere else, computes one.
 */
#ifndef RULES_METRIC_H
#define RULES_METRIC_H

#include <stddef.h>
#include <stdint.h>

#include "rules/words.h"

/* The five key lines of enquiry.  Numbers are stored: only add. */
enum area {
	AREA_NONE,
	AREA_CLINICAL,
	AREA_PEOPLE,
	AREA_SUPPORT,
	AREA_CORPORATE,
	AREA_FINANCE,
	AREA_COUNT
};

enum direction { LOWER_IS_BETTER, HIGHER_IS_BETTER };

/* Values are in thousandths of the unit. */
struct metric {
	const char	*id;		/* "pay-cost-per-wau"; NULL: the end */
	const char	*name;
	enum area	 area;
	const char	*unit;
	enum direction	 better;
	enum basis	 basis;		/* that it is one of them */
};

const struct metric	*metric_find(const char *id);	/* NULL: no such */
const struct metric	*metric_at(size_t i);		/* NULL: past the end */
const char		*area_title(enum area);		/* "Clinical services" */
const char		*direction_name(enum direction); /* "lower", "higher" */

/* How many metrics with a known quartile are in each; 1 is best, [0] all. */
struct quartiles {
	uint16_t	n[5];
};

/*
 * One reason to ask for an explanation.  The shares are ours, not CQC's: they
 * pick what a reviewer looks at and decide nothing.
 */
struct consistency {
	const char	*id;		/* NULL: the end */
	enum rating	 proposed;
	uint8_t		 quartile;
	uint8_t		 percent;	/* so many or more of the metrics */
	const char	*text;
};

enum { CONSISTENCY_METRICS = 8 };	/* fewer with a quartile: no opinion */

/* NULL: the proposal is not far from the evidence, or there is too little. */
const struct consistency *consistency_check(enum rating proposed,
			    const struct quartiles *);

#endif
