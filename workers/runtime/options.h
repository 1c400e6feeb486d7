/*
 * options.h - command line and settings of a worker.
 */
#ifndef WORKERS_RUNTIME_OPTIONS_H
#define WORKERS_RUNTIME_OPTIONS_H

#include "base/conf.h"
#include "proto/keys.h"

struct worker_conf {
	char	 db[CONF_TEXT_MAX];
	char	 broker[CONF_TEXT_MAX];
	char	 name[CONF_TEXT_MAX];
	int64_t	 batch, credit, credit_bytes, heartbeat_ms;
	struct key_conf key;
};

struct options {
	const char	*test_case;	/* -t FILE, or NULL */
};

enum { OPTIONS_RUN = -1 };

/* OPTIONS_RUN, or the exit code of what the options asked for. */
int	options_parse(int argc, char **argv, const char *program,
	    struct options *, struct worker_conf *);

#endif
