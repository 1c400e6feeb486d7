/*
 * convert.h - plain structs to protobuf and back.  The only room that sees
 * generated types.  Packing is canonical: the same struct gives the same bytes
 * (fields in order, cells sorted), so a digest of them means something.
 *
 * Unpacking works inside the arena; its limit, and 64 MiB a message, bound what
 * a small one can inflate to.  Nesting is bounded because no message contains itself.
 * Enums, dates and UTF-8 are checked, and ERR_INPUT says what does not fit;
 * ERR_NEWER where an event's schema is newer than this build.
 * What was unpacked points into the arena and lives as long.
 */
#ifndef PROTO_CONVERT_H
#define PROTO_CONVERT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "proto/event.h"
#include "proto/frame.h"
#include "proto/look.h"
#include "proto/state.h"

void	event_pack(const struct event *, struct buf *out);
int	event_unpack(struct bytes, struct arena *, struct event *,
	    struct err *);

/* Which schema a packed event is of, from its first EVENT_HEAD bytes alone. */
enum { EVENT_HEAD = 1200 };
uint32_t event_schema(struct bytes head);

/*
 * Digest of the canonical fields: everything but id, source, source_id,
 * revision, trace, schema, via and sequence.  SHA-256, 32 bytes.
 */
void	event_digest(const struct event *, uint8_t digest[32]);

void	statement_pack(const struct statement *, struct buf *out);
int	statement_unpack(struct bytes, struct arena *, struct statement *,
	    struct err *);

void	state_pack(const struct state *, struct buf *out);
int	state_unpack(struct bytes, struct arena *, struct state *,
	    struct err *);

void	look_pack(const struct look *, struct buf *out);
int	look_unpack(struct bytes, struct arena *, struct look *, struct err *);

/* A whole frame, header and body, as one ZeroMQ message part. */
void	frame_pack(const struct frame *, struct buf *out);
int	frame_unpack(struct bytes, struct arena *, struct frame *,
	    struct err *);

#endif
