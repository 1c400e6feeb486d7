/*
 * kept_describe.h - `describe reject`.
 */
#ifndef CLI_KEPT_DESCRIBE_H
#define CLI_KEPT_DESCRIBE_H

#include "cli/list.h"

/* An exit code. */
int	 kept_describe(const char *id, enum form);

#endif
