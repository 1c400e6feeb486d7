#include "proto/meters.h"

const uint32_t	 meter_bounds[METER_BOUNDS] = {
	1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 30000,
	60000, 300000, 1800000, 7200000
};

void
meters_observe(struct meters *m, enum meter histogram, int64_t us)
{
	uint64_t	*cell;
	size_t		 i = 0;

	if (m == NULL)
		return;
	cell = &m->n[histogram];
	if (us < 0)
		us = 0;
	while (i < METER_BOUNDS && us > (int64_t)meter_bounds[i] * 1000)
		i++;
	cell[i]++;
	cell[METER_SUM] += (uint64_t)us;
}

uint64_t
meters_observed(const struct meters *m, enum meter histogram)
{
	uint64_t	 sum = 0;
	size_t		 i;

	for (i = 0; i <= METER_BOUNDS; i++)
		sum += m->n[(size_t)histogram + i];
	return sum;
}

void
meters_hear(struct meters *sum, struct meters *heard, const uint64_t *said,
    size_t n)
{
	size_t	 i;

	for (i = 0; i < n && i < METER_COUNT; i++) {
		sum->n[i] += said[i] >= heard->n[i] ?
		    said[i] - heard->n[i] : said[i];
		heard->n[i] = said[i];
	}
}
