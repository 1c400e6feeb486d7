/*
 * look.h - what quality-combination tells publication: look at this subject.
 */
#ifndef PROTO_LOOK_H
#define PROTO_LOOK_H

#include <stdint.h>

struct look {
	const char	*subject;
	uint32_t	 version;	/* 0: the event led to none */
};

#endif
