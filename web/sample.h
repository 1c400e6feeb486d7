/*
 * sample.h - one sample of a metric in Prometheus' text format: its labels, then
 * its value.
 */
#ifndef WEB_SAMPLE_H
#define WEB_SAMPLE_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "proto/meters.h"

struct sample {
	struct buf	*out;
	const char	*name;		/* of the metric */
	struct buf	 labels;	/* of the next value */
};

void	sample_label(struct sample *, const char *name, const char *value);

/* Each ends the sample. */
void	sample_int(struct sample *, uint64_t);
void	sample_signed(struct sample *, int64_t);
void	sample_real(struct sample *, double);
void	sample_seconds(struct sample *, int64_t us);

/* A histogram among meters, which an older program may have sent too few of. */
void	sample_histogram(struct sample *, const uint64_t *meter, size_t n,
	    enum meter at);

#endif
