/*
 * convert_report.h - what a broker says of itself; private to proto/convert*.c.
 */
#ifndef PROTO_CONVERT_REPORT_H
#define PROTO_CONVERT_REPORT_H

#include "base/arena.h"
#include "base/err.h"
#include "proto/frame.h"
#include "proto/frames.pb-c.h"

void	report_pack(const struct frame *, struct arena *, Sixthkey__Frame *);
int	report_unpack(const Sixthkey__Frame *, struct arena *, struct frame *,
	    struct err *);

#endif
