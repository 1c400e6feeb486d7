/*
 * account.h - what a run says at its end.
 */
#ifndef TESTS_CHAOS_ACCOUNT_H
#define TESTS_CHAOS_ACCOUNT_H

#include <stdint.h>

#include "tests/chaos/disk.h"
#include "tests/chaos/judge.h"
#include "tests/chaos/options.h"
#include "tests/chaos/storm.h"

struct account {
	const struct options	*options;
	const struct storm	*storm;
	const struct cast	*cast;
	const struct verdicts	*verdicts;
	const struct disk	*disk;		/* or NULL: it was never full */
	int			 settled;	/* in time */
	int			 left;		/* all with 0 */
	int64_t			 ms;
};

/* One JSON object on stdout. */
void	account_print(const struct account *);

/* Nothing is wrong.  Deaths by poison are no fault of the line. */
int	account_good(const struct account *);

#endif
