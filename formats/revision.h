/*
 * revision.h - the date in a snapshot's file name.
 */
#ifndef FORMATS_REVISION_H
#define FORMATS_REVISION_H

#include <stdint.h>

/*
 * yyyymmdd, or 0 where the name (folders aside) has no date.  Knows
 * 01_November_2021, 2021-11-01, 20211101 and 2021-11, which is its last day.
 */
uint32_t	 revision_of(const char *path);

#endif
