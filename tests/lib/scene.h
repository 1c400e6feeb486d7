/*
 * scene.h - the broker's core on a stage: say a line, see what it does.
 * Workers and producers are numbers; tasks are ids.
 */
#ifndef TESTS_LIB_SCENE_H
#define TESTS_LIB_SCENE_H

#include "broker/core.h"

enum { SCENE_MAX = 64 };

struct scene {
	struct core		*core;
	struct core_limits	 limits;
	struct actions		 actions;
	int64_t			 now;
	struct task		 task[SCENE_MAX];
	struct result		 result[SCENE_MAX];
	char			 instance[16];
};

/* Small limits; change scene.limits before scene_begin, which lets the core
 * ask for the first rows. */
void	scene_init(struct scene *);
void	scene_begin(struct scene *);
void	scene_end(struct scene *);

/* As the set-up and tear-down of a test: one that has begun. */
int	scene_set_up(void **state);
int	scene_tear_down(void **state);

#define SCENE(f) \
	cmocka_unit_test_setup_teardown(f, scene_set_up, scene_tear_down)

/* Each forgets the actions before, and checks the core's books. */
void	scene_event(struct scene *, const struct core_event *);
void	scene_frame(struct scene *, uint32_t peer, enum door,
	    const struct frame *);
void	scene_wait(struct scene *, int64_t ms);		/* with ticks */

/* A worker with credit for `count` messages, and bytes enough. */
void	scene_worker(struct scene *, uint32_t peer, enum stage,
	    uint32_t count);
void	scene_credit(struct scene *, uint32_t peer, uint32_t count);
void	scene_alive(struct scene *, uint32_t peer, uint32_t in_hand);

/* One that takes three and is never heard of again, until it counts as dead. */
void	scene_lost(struct scene *, uint32_t peer, enum stage);

/* Rows of ids from..upto; subject hash id / 10, payload of 10 bytes. */
void	scene_rows(struct scene *, enum stage, uint64_t from, uint64_t upto,
	    int end);

/* DONE, FAILED or HANDBACK of ids from..upto; DONE with that many successors
 * from the first on. */
void	scene_told(struct scene *, uint32_t peer, enum frame_type,
	    uint64_t from, uint64_t upto, size_t successors);
void	scene_submit(struct scene *, uint32_t peer, uint64_t from,
	    uint64_t upto);

/* What the last event brought: ids sent to a worker ("1 2 3", a bar between
 * frames), the n-th action of a type or NULL, the n-th frame to a peer. */
const char	*scene_sent(struct scene *, uint32_t peer);
const struct action *scene_action(struct scene *, enum action_type, size_t n);
const struct frame *scene_to(struct scene *, uint32_t peer, enum frame_type);

struct stage_report scene_report(struct scene *, enum stage);

#endif
