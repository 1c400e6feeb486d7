#include <stdlib.h>
#include <sys/random.h>
#include <time.h>

#include "base/clock.h"
#include "base/digest.h"

int64_t
clock_ms(void)
{
	struct timespec	 t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t
clock_us(void)
{
	struct timespec	 t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

int64_t
clock_wall_ns(void)
{
	struct timespec	 t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

int32_t
clock_today(void)
{
	struct timespec	 t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (int32_t)(t.tv_sec / 86400);
}

uint32_t
clock_random(void)
{
	uint32_t	 n;

	if (getrandom(&n, sizeof(n), 0) != sizeof(n))
		abort();
	return n;
}

void
clock_instance(char out[33])
{
	uint8_t	 raw[16];

	if (getrandom(raw, sizeof(raw), 0) != sizeof(raw))
		abort();
	digest_hex(raw, sizeof(raw), out);
}
