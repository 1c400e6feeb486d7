/*
 * shell.h - the core's senses and hands: three sockets, signals, time and the
 * store, in one loop of one thread.
 */
#ifndef BROKER_SHELL_H
#define BROKER_SHELL_H

#include "base/conf.h"
#include "base/err.h"
#include "broker/core.h"
#include "proto/keys.h"
#include "proto/self.h"

struct broker_conf {
	char	 db[CONF_TEXT_MAX];
	char	 workers[CONF_TEXT_MAX];
	char	 submit[CONF_TEXT_MAX];
	char	 control[CONF_TEXT_MAX];
	char	 name[CONF_TEXT_MAX];
	int64_t	 window_count, window_bytes;
	int64_t	 batch_count, batch_bytes;
	int64_t	 liveness_ms, heartbeat_ms, flight_ms, sweep_ms, retry_ms;
	int64_t	 kills, rounds, round_ms, lease_ms;
	int64_t	 live_weight, bulk_weight;
	char	 bulk_sources[CONF_TEXT_MAX];
	int64_t	 backlog_soft, backlog_hard;
	int64_t	 age_soft, age_hard;
	int64_t	 peers;
	struct key_conf key;
	char	 keys[CONF_TEXT_MAX];
	const struct conf_origins *origins;	/* of all these */
};

/* A core with these limits, and an epoch of its own. */
struct core	*shell_core(const struct broker_conf *, const char *instance);

/* Runs until it has drained: 0.  -1 ERR_SETUP: it can never run. */
int	shell_run(const struct broker_conf *, const struct self *,
	    struct err *);

#endif
