/*
 * log.h - one line for each fact on stderr: logfmt on a terminal, JSON
 * otherwise (SIXTHKEY_LOG=logfmt|json overrides).  UTC.  Foreign text is
 * escaped.  Under systemd the line starts with its priority ("<6>").
 *
 *	LOG(INFO, "took a batch", LOG_INT("tasks", n), LOG_TEXT("stage", s));
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stddef.h>
#include <stdint.h>

enum log_level {
	LOG_DEBUG,	/* off unless asked for */
	LOG_INFO,	/* a fact happened */
	LOG_WARN,	/* handled; someone may care */
	LOG_ERROR,	/* a message was put aside */
	LOG_FATAL	/* about to exit */
};

struct log_field {
	const char	*key;		/* NULL ends the list */
	const char	*text;		/* or NULL: the number */
	int64_t		 number;
};

#define LOG_TEXT(k, v)	((struct log_field){ (k), (v), 0 })
#define LOG_INT(k, v) \
	((struct log_field){ (k), (const char *)0, (int64_t)(v) })

/* Once, at start: the program's name stands on every line. */
void	log_open(const char *program);
void	log_verbose(int on);

/* A field that stands on every line from now on (NULL text removes it). */
void	log_bind(const char *key, const char *text);

void	log_line(enum log_level, const char *did, const struct log_field *);

#define LOG(level, did, ...) \
	log_line(LOG_##level, (did), (const struct log_field[]) \
	    { __VA_ARGS__, { 0 } })
#define LOG_PLAIN(level, did)	log_line(LOG_##level, (did), NULL)

#endif
