#include "web/metrics_inside.h"

struct series {
	const char	*name, *type, *help;
	put_fn		*put;
};

/* deploy/prometheus/metrics.txt has the same rows, and what a board needs. */
static const struct series	 all[] = {
	{ "sixthkey_oldest_message_age_seconds", "gauge",
	    "Age of the oldest message", put_age },
	{ "sixthkey_messages", "gauge", "Messages by state", put_messages },
	{ "sixthkey_messages_enqueued_total", "counter", "Messages that came",
	    put_enqueued },
	{ "sixthkey_messages_finished_total", "counter", "Messages that left",
	    put_finished },
	{ "sixthkey_queue_wait_seconds", "histogram",
	    "From waiting to start", put_wait },
	{ "sixthkey_process_seconds", "histogram", "Time of a step",
	    put_process },
	{ "sixthkey_commit_seconds", "histogram", "Time of a commit",
	    put_commit },
	{ "sixthkey_end_to_end_seconds", "histogram",
	    "From accepted to published", put_end_to_end },
	{ "sixthkey_redeliveries_total", "counter",
	    "Messages handed out again", put_redeliveries },
	{ "sixthkey_duplicate_suppressed_total", "counter",
	    "Duplicates that took no effect", put_suppressed },
	{ "sixthkey_transport_errors_total", "counter",
	    "What the transport lost or refused", put_transport },
	{ "sixthkey_ledger_imbalance", "gauge", "Messages unaccounted for",
	    put_imbalance },
	{ "sixthkey_workers", "gauge", "Workers by state", put_workers },
	{ "sixthkey_worker_utilisation_ratio", "gauge",
	    "Part of the workers that is busy", put_utilisation },
	{ "sixthkey_direct_handoff_ratio", "gauge",
	    "Handed on without a look at the database", put_handoff },
	{ "sixthkey_backpressure_state", "gauge",
	    "0 open, 1 slower, 2 refused", put_pressure },
	{ "sixthkey_horizon_lag_seconds", "gauge",
	    "Age of the oldest writing transaction", put_horizon },
	{ "sixthkey_watermark_lag_events", "gauge",
	    "Events above the watermark", put_lag },
	{ "sixthkey_pg_errors_total", "counter", "Errors by class", put_pg },
	{ "sixthkey_pg_commit_unknown_total", "counter",
	    "Commits without an answer", put_pg_unknown },
	{ "sixthkey_pg_unreplicated_commit_total", "counter",
	    "Commits that no standby confirmed", put_pg_unreplicated },
	{ "sixthkey_submissions_total", "counter", "Submissions by result",
	    put_submissions },
	{ "sixthkey_build_info", "gauge", "Programs by version", put_builds },
	{ "sixthkey_web_events_total", "counter",
	    "Events over HTTP by the line's answer", put_web_events },
	{ "sixthkey_web_events_under_way", "gauge",
	    "Events over HTTP not answered yet", put_web_under_way },
	{ "sixthkey_web_requests_total", "counter", "Requests",
	    put_web_requests },
	{ "sixthkey_web_refused_total", "counter",
	    "Requests refused by their headers or size", put_web_refused },
	{ "sixthkey_web_received_bytes_total", "counter",
	    "Bytes of requests", put_web_bytes },
};

const struct series *
series_at(size_t i)
{
	return i < sizeof(all) / sizeof(all[0]) ? &all[i] : NULL;
}

const char *
series_name(const struct series *m)
{
	return m->name;
}

const char *
series_type(const struct series *m)
{
	return m->type;
}

const char *
series_help(const struct series *m)
{
	return m->help;
}

void
metrics_write(const struct metrics *m, struct buf *out)
{
	struct sample	 s = { .out = out };
	size_t		 i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		buf_printf(out, "# HELP %s %s.\n# TYPE %s %s\n", all[i].name,
		    all[i].help, all[i].name, all[i].type);
		s.name = all[i].name;
		all[i].put(&s, m);
	}
	buf_release(&s.labels);
}
