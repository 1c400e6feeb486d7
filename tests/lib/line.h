/*
 * line.h - a whole line as real processes: broker and workers of every stage
 * on a throw-away PostgreSQL, talking through ipc sockets in its folder.
 *
 * Programs come from the build folder of the test program itself.  What cannot
 * be set up ends the program.  Waiting is for a condition, with a deadline.
 */
#ifndef TESTS_LIB_LINE_H
#define TESTS_LIB_LINE_H

#include <stddef.h>
#include <stdint.h>

#include "proto/frame.h"
#include "tests/lib/pg.h"

struct line;

enum {
	LINE_WORKERS = 4,	/* of one stage, at most */
	LINE_PATH = 512
};

/* A broker and `workers` processes of each stage; more settings for the broker
 * and for the workers as "key=value", NULL-ended, or NULL. */
struct line	*line_start(struct pg *, int workers,
		    const char *const *broker, const char *const *worker);

/* The same with several brokers; line_submit and line_control list all. */
struct line	*line_start_several(struct pg *, int brokers, int workers,
		    const char *const *broker, const char *const *worker);

/* The same where broker.key and STAGE.key of a folder say the rest, endpoints
 * included; line_submit and line_control know nothing then. */
struct line	*line_start_keyed(struct pg *, int workers, const char *keys);

/* All of that, and other programs.  NULL: as above. */
struct line_plan {
	const char		*bin;		/* folder of the programs */
	const char		*keys;
	int			 brokers, workers;
	const char *const	*broker, *const *worker;
};
struct line	*line_start_plan(struct pg *, const struct line_plan *);

/* Folder of the programs that are tested. */
void		 line_programs(char bin[LINE_PATH]);

/* SIGTERM to all, wait, and fail unless every one left with 0. */
void		 line_stop(struct line **);

/* Signals to one process; STAGE_NONE is a broker.  line_again starts a new
 * one in its place (after it died). */
void		 line_signal(struct line *, enum stage, int i, int signo);
void		 line_reap(struct line *, enum stage, int i);
void		 line_again(struct line *, enum stage, int i);
int		 line_pid(const struct line *, enum stage, int i);

const char	*line_submit(const struct line *);	/* endpoints */
const char	*line_control(const struct line *);

/* The verbs that are run from here on find it, and its database as a reader. */
void		 line_connect_verbs(const struct line *);

/* Wait until as many events are recorded by publication as were accepted, and
 * at least `events` were.  Fails the test after the time, saying how far it
 * got.  Returns how long it took in ms. */
int64_t		 line_settle(struct line *, int64_t events, int seconds);

/* Differences between the tables of the chain, in words; "" when every event
 * has exactly one record at each stage and versions are unbroken. */
const char	*line_faults(struct line *);

/* Resident memory of a process in kB, at its highest. */
long		 line_memory(const struct line *, enum stage, int i);

#endif
