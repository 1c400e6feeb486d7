/*
 * sort.h - heapsort: no memory, no recursion, no bad case.  What is in order
 * already costs one look at each.
 */
#ifndef RULES_SORT_H
#define RULES_SORT_H

#include <stddef.h>

enum { SORT_SIZE_MAX = 512 };	/* bytes of one element */

typedef int	 sort_fn(const void *, const void *);

void	 sort_array(void *, size_t n, size_t size, sort_fn *);

#endif
