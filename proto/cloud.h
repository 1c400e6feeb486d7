/*
 * cloud.h - a CloudEvent as plain struct, whatever form it came in, and its
 * protobuf form.
 */
#ifndef PROTO_CLOUD_H
#define PROTO_CLOUD_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

enum cloud_data {
	CLOUD_NONE,		/* there is no data */
	CLOUD_BYTES,		/* of datacontenttype */
	CLOUD_TYPED		/* protobuf, of data_type */
};

/* Of id, source, specversion and type too; values as text. */
struct cloud_attribute {
	const char	*name, *value;
};

struct cloud {
	const struct cloud_attribute *attribute;
	size_t		 nattribute;
	enum cloud_data	 form;
	struct bytes	 data;
	const char	*data_type;	/* "type.googleapis.com/sixthkey.Event" */
};

/* "" where there is none. */
const char	*cloud_attribute(const struct cloud *, const char *name);

/* One, or a batch of at most `max`.  ERR_INPUT.  Memory is the arena's. */
int		 cloud_unpack(struct bytes, struct arena *, struct cloud *,
		    struct err *);
int		 cloud_unpack_batch(struct bytes, size_t max, struct arena *,
		    struct cloud **, size_t *n, struct err *);

/* Every attribute travels as a text. */
void		 cloud_pack(const struct cloud *, struct buf *);
void		 cloud_pack_batch(const struct cloud *, size_t n, struct buf *);

#endif
