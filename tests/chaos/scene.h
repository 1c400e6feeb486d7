/*
 * scene.h - where a run plays: a PostgreSQL of its own, a folder for sockets,
 * histories and logs, and the programs of this build.
 */
#ifndef TESTS_CHAOS_SCENE_H
#define TESTS_CHAOS_SCENE_H

#include "tests/chaos/cast.h"
#include "tests/chaos/options.h"
#include "tests/chaos/producer.h"

enum { SCENE_PATH = 300, SCENE_PRODUCERS = 2, SCENE_LIVENESS_MS = 1000 };

struct scene {
	struct pg		*pg;
	char			 folder[64], bin[SCENE_PATH],
				 poison[SCENE_PATH + 20], clock[80];
	struct producer_conf	 load;
	struct cast_conf	 conf;
	struct cast		 cast;
};

/* Nobody runs yet; cast_init(&cast, &conf) is the caller's. */
void	scene_open(struct scene *, const struct options *);

/* Ends whoever runs.  The folder stays where somebody has to look into it. */
void	scene_close(struct scene *, int keep);

#endif
