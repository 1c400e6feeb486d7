/*
 * disk.h - the database's disk is full for a while: nobody is told "accepted"
 * meanwhile, and everybody is when there is room again.
 */
#ifndef TESTS_CHAOS_DISK_H
#define TESTS_CHAOS_DISK_H

#include <stdint.h>

#include "tests/chaos/scene.h"

struct disk {
	int64_t	 before;	/* accepted, when nothing more was */
	int64_t	 pending;	/* submitted then, and not answered */
	int64_t	 after;		/* accepted with room again */
	int	 said;		/* a worker's log has the server's own word */
	const char *wrong;	/* what did not happen in time, or NULL */
};

/* The whole play, on a server with a disk of its own. */
void	disk_play(struct scene *, struct disk *);

#endif
