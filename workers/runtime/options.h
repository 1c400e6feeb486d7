/*
 * options.h - command line and settings of a worker.
 */
#ifndef WORKERS_RUNTIME_OPTIONS_H
#define WORKERS_RUNTIME_OPTIONS_H

#include "base/program.h"
#include "proto/keys.h"
#include "proto/self.h"

struct worker_conf {
	char	 db[CONF_TEXT_MAX];
	char	 broker[CONF_TEXT_MAX];
	char	 name[CONF_TEXT_MAX];
	char	 trace_file[CONF_TEXT_MAX];
	int64_t	 batch, credit, credit_bytes, heartbeat_ms;
	struct key_conf key;
};

/* The file after -t stands in the run, and in self what we say of ourselves.
 * PROGRAM_RUN, or the exit code of what the options asked for. */
int	options_parse(int argc, char **argv, const char *program,
	    struct worker_conf *, struct program_run *, struct self *);

#endif
