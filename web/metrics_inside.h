/*
 * metrics_inside.h - what the files of the metrics share; nobody else includes
 * it.
 */
#ifndef WEB_METRICS_INSIDE_H
#define WEB_METRICS_INSIDE_H

#include "web/metrics.h"
#include "web/sample.h"

typedef void	 put_fn(struct sample *, const struct metrics *);

/* metrics_stage.c: what each broker has counted at each stage. */
put_fn	 put_enqueued, put_finished, put_wait, put_process, put_commit,
	 put_end_to_end, put_redeliveries, put_suppressed;

/* metrics_now.c: how it is now, from the database and the broker that leads. */
put_fn	 put_age, put_messages, put_imbalance, put_horizon, put_workers,
	 put_utilisation, put_handoff, put_pressure, put_lag;

/* metrics_program.c: of programs rather than stages. */
put_fn	 put_submissions, put_transport, put_pg, put_pg_unknown,
	 put_pg_unreplicated, put_builds, put_web_events, put_web_under_way,
	 put_web_requests, put_web_refused, put_web_bytes;

#endif
