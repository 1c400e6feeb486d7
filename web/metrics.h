/*
 * metrics.h - the figures of the line as Prometheus reads them.
 *
 * What stands in the database is the same whoever looks; what a broker counts,
 * for itself and for its workers, carries its endpoint as the label `broker`:
 * each begins at 0 when that broker does, so that rates are right whichever of
 * them leads, and nothing is counted twice.  A figure that is not known, or is
 * older than five seconds, is left out.
 */
#ifndef WEB_METRICS_H
#define WEB_METRICS_H

#include "base/buf.h"
#include "web/door.h"
#include "web/http.h"
#include "web/picture.h"

struct metrics {
	const struct picture	*picture;
	struct door_count	 door;
	struct http_count	 http;
};

void	metrics_write(const struct metrics *, struct buf *);

/* One of them, in the order they are written; NULL: there are no more. */
struct series;
const struct series	*series_at(size_t);
const char		*series_name(const struct series *);
const char		*series_type(const struct series *);
const char		*series_help(const struct series *);

#endif
