/*
 * convert_arena.h - what the converters share; private to proto/convert*.c.
 */
#ifndef PROTO_CONVERT_ARENA_H
#define PROTO_CONVERT_ARENA_H

#include <protobuf-c/protobuf-c.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "rules/day.h"

/* What one message may inflate to, whatever the arena allows; plain structs
 * beside it are of the same size. */
enum { CONVERT_MAX = 64 * 1024 * 1024 };

/* Unpack into the arena; NULL with ERR_INPUT if it is no such message. */
void	*convert_unpack(const ProtobufCMessageDescriptor *, struct bytes,
	    struct arena *, struct err *);

/* Zeroed room for what is unpacked; NULL with ERR_INPUT at the arena's limit. */
void	*convert_room(struct arena *, size_t n, size_t size, struct err *);

/* Append the packed message. */
void	 convert_pack(const ProtobufCMessage *, struct buf *);

/* protobuf-c wants char *, and writes to none of what it packs. */
char	*convert_text(const char *);
ProtobufCBinaryData convert_binary(struct bytes);

int64_t	 convert_from_day(struct day);
int	 convert_day(const char *field, int64_t, struct day *, struct err *);
int	 convert_check(const char *field, const char *, struct err *);

/* An enum below its count; ERR_INPUT names the field otherwise. */
int	 convert_enum(const char *field, uint32_t, uint32_t count,
	    struct err *);

#endif
