/*
 * idset.h - a set of ids that grows; { 0 } is an empty one.  Id 0 is not one.
 */
#ifndef BROKER_IDSET_H
#define BROKER_IDSET_H

#include <stddef.h>
#include <stdint.h>

struct idset {
	uint64_t	*slot;
	size_t		 size, n;	/* size: 0 or a power of two */
};

void	idset_add(struct idset *, uint64_t id);
int	idset_has(const struct idset *, uint64_t id);
void	idset_clear(struct idset *);		/* empty, gives memory back */

#endif
