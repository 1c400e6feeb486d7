/*
 * protobuf.h - what protobuf-c makes of bytes that we wrote without it.
 */
#ifndef TESTS_LIB_PROTOBUF_H
#define TESTS_LIB_PROTOBUF_H

#include <protobuf-c/protobuf-c.h>

#include "base/arena.h"

/* The test fails unless it takes them apart and puts together the same. */
void	protobuf_writes(const ProtobufCMessageDescriptor *, struct bytes);

#endif
