#include <stdio.h>

#include "base/text.h"
#include "broker/shell.h"

static void
set_origins(const struct conf_origins *o, struct core_limits *l)
{
	size_t	 i;

	for (i = 0; i < KNOBS; i++)
		l->origin[i] = conf_origin(o, knobs_key(i));
}

struct core *
shell_core(const struct broker_conf *c, const char *instance)
{
	struct core_limits	 l = {
		.knobs = { .window_count = c->window_count,
		    .batch_count = c->batch_count,
		    .backlog_soft = c->backlog_soft,
		    .backlog_hard = c->backlog_hard,
		    .age_soft = c->age_soft,
		    .age_hard = c->age_hard,
		    .live_weight = c->live_weight,
		    .bulk_weight = c->bulk_weight },
		.window_bytes = (uint64_t)c->window_bytes,
		.batch_bytes = (uint64_t)c->batch_bytes,
		.liveness_ms = (uint32_t)c->liveness_ms,
		.heartbeat_ms = (uint32_t)c->heartbeat_ms,
		.flight_ms = (uint32_t)c->flight_ms,
		.sweep_ms = (uint32_t)c->sweep_ms,
		.retry_ms = (uint32_t)c->retry_ms,
		.kills = (uint32_t)c->kills,
		.rounds = (uint32_t)c->rounds,
		.round_ms = (uint32_t)c->round_ms,
	};
	uint64_t		 epoch = text_hash(instance);

	snprintf(l.knobs.bulk_sources, sizeof(l.knobs.bulk_sources), "%s",
	    c->bulk_sources);
	set_origins(c->origins, &l);
	return core_new(&l, epoch << 32 | text_hash(instance + 16));
}
