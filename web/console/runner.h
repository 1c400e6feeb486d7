/*
 * runner.h - goes on with actions that are more than one step, so that nobody
 * waits for them.  While the line or the database is away an action waits, for
 * minutes, behind the others.  What it leaves at the end of the program anybody goes on
 * with: how far an action is stands in the database.
 */
#ifndef WEB_CONSOLE_RUNNER_H
#define WEB_CONSOLE_RUNNER_H

struct runner;

struct bulk_line;
struct runner	*runner_open(const char *conninfo, const struct bulk_line *);
void		 runner_take(struct runner *, const char *snapshot,
		    const char *who);

/* After the step that is under way. */
void		 runner_close(struct runner **);

#endif
