/*
 * self.h - what a process says of itself to the line, so that whoever looks can
 * tell whether those of a kind were set and built alike.
 */
#ifndef PROTO_SELF_H
#define PROTO_SELF_H

#include "base/conf.h"
#include "proto/frame.h"

/* A longer list is cut at the end of a line; its digest is of all. */
enum { SELF_SETTINGS = 2000 };

/* What is of the build and not set begins so: "build.schema=17". */
#define SELF_BUILD	"build."

struct self {
	char	 instance[33];
	char	 settings[SELF_SETTINGS];
	char	 digest[17];
	int64_t	 began_ms;
};

/* schema: the newest of the database that this build knows. */
void		 self_begin(struct self *, const char *instance,
		    const struct conf_key *, const void *conf, int schema);

struct told	 self_told(const struct self *);

#endif
