#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "web/rate.h"

enum { BUCKETS = 4096 };

/* Sources that share a place share its events: memory stays bounded. */
struct bucket {
	int64_t	 milli;		/* thousandths of an event in it */
	int64_t	 at;		/* 0: full */
};

struct rate {
	int64_t		 per_s, burst;
	struct bucket	 bucket[BUCKETS];
};

struct rate *
rate_new(int64_t per_s, int64_t burst)
{
	struct rate	*r = calloc(1, sizeof(*r));

	if (r == NULL)
		abort();
	r->per_s = per_s;
	r->burst = burst;
	return r;
}

void
rate_free(struct rate **rp)
{
	free(*rp);
	*rp = NULL;
}

static void
refill(const struct rate *r, struct bucket *b, int64_t now)
{
	int64_t	 full = r->burst * 1000, gap = now - b->at;

	if (b->at == 0 || gap > full / r->per_s)
		b->milli = full;
	else
		b->milli += gap * r->per_s;
	if (b->milli > full)
		b->milli = full;
	b->at = now;
}

int64_t
rate_take(struct rate *r, const char *source, size_t n, int64_t now)
{
	struct bucket	*b = &r->bucket[text_hash(source) % BUCKETS];
	int64_t		 want = (int64_t)n < r->burst ? (int64_t)n : r->burst;

	if (r->per_s == 0)
		return 0;
	refill(r, b, now);
	want *= 1000;
	if (b->milli < want)
		return (want - b->milli + r->per_s - 1) / r->per_s;
	b->milli -= want;
	return 0;
}
