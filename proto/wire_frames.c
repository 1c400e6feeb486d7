/*
 * The rows of frames; their numbers and types are those of frames.proto, which a
 * test holds against them.
 */
#include <stddef.h>

#include "proto/frame.h"
#include "proto/wire_rows.h"

static const struct task	 no_task = { .source = "", .source_id = "",
				    .trace = "" };
static const struct wire_row	 tasks[] = {
	{ ROW(1, LONG, task, id) },
	{ ROW(2, FIXED_WORD, task, subject_hash) },
	{ ROW(3, WORD, task, attempt) },
	{ ROW(4, TEXT, task, source) },
	{ ROW(5, TEXT, task, source_id) },
	{ ROW(6, TEXT, task, trace) },
	{ ROW(7, BYTES, task, payload) },
	{ ROW(8, WORD, task, lane), .below = LANE_COUNT },
	{ ROW(9, LONG, task, waited_ms) },
	{ ROW(10, LONG, task, age_ms) },
};
static const struct wire_form	 wire_task = {
	FORM("Task", task, tasks, no_task)
};

static const struct result	 no_result = { .text = "" };
static const struct wire_row	 results[] = {
	{ ROW(1, LONG, result, id) },
	{ ROW(2, WORD, result, verdict), .below = VERDICT_PARKED + 1 },
	{ ROW(3, WORD, result, answer), .below = ANSWER_BUSY + 1 },
	{ ROW(4, LONG, result, event) },
	{ ROW(5, WORD, result, retry_ms) },
	{ ROW(6, TEXT, result, text) },
};
static const struct wire_form	 wire_result = {
	FORM("Result", result, results, no_result)
};

/* ---- what a broker says of itself ----------------------------------------- */

enum { PRESSURES = 3 };

static const struct stage_report no_stage = { .stage = STAGE_NONE };
static const struct wire_row	 stages[] = {
	{ ROW(1, WORD, stage_report, stage), .below = STAGE_COUNT },
	{ ROW(2, LONG, stage_report, window) },
	{ ROW(3, LONG, stage_report, in_flight) },
	{ ROW(4, LONG, stage_report, suspects) },
	{ ROW(5, LONG, stage_report, dispatched) },
	{ ROW(6, LONG, stage_report, done) },
	{ ROW(7, WORD, stage_report, workers) },
	{ ROW(8, WORD, stage_report, busy) },
	{ ROW(9, BOOL, stage_report, behind) },
	{ ROW(10, BOOL, stage_report, paused) },
	{ ROW(11, LONG, stage_report, waiting[LANE_LIVE]) },
	{ ROW(12, LONG, stage_report, waiting[LANE_BULK]) },
	{ ROW(13, LONG, stage_report, backlog) },
	{ MANY(14, NUMBERS, stage_report, meter) },
	{ ROW(15, WORD, stage_report, pressure), .below = PRESSURES },
	{ ROW(16, LONG, stage_report, lag) },
	{ ROW(17, LONG, stage_report, flight_ms) },
};
static const struct wire_form	 wire_stage = {
	FORM("StageReport", stage_report, stages, no_stage)
};

static const struct submitter_report no_source = { .source = "" };
static const struct wire_row	 sources[] = {
	{ ROW(1, TEXT, submitter_report, source) },
	{ ROW(2, COUNTS, submitter_report, answer), .below = ANSWER_BUSY + 1 },
};
static const struct wire_form	 wire_source = {
	FORM("SourceReport", submitter_report, sources, no_source)
};

static const struct worker_report no_worker = { .instance = "", .name = "",
				    .build = "", .told = { "", "", 0 } };
static const struct wire_row	 workers[] = {
	{ ROW(1, WORD, worker_report, stage), .below = STAGE_COUNT },
	{ ROW(2, TEXT, worker_report, instance) },
	{ ROW(3, TEXT, worker_report, name) },
	{ ROW(4, TEXT, worker_report, build) },
	{ ROW(5, WORD, worker_report, schema_min) },
	{ ROW(6, WORD, worker_report, schema_max) },
	{ ROW(7, WORD, worker_report, state), .below = WORKER_STATES },
	{ ROW(8, WORD, worker_report, in_flight) },
	{ ROW(9, WORD, worker_report, room) },
	{ ROW(10, TEXT, worker_report, told.settings) },
	{ ROW(11, TEXT, worker_report, told.digest) },
	{ ROW(12, LONG, worker_report, told.up_ms) },
};
static const struct wire_form	 wire_worker = {
	FORM("WorkerReport", worker_report, workers, no_worker)
};

static const struct guest_report no_guest = { .program = "", .instance = "",
				    .name = "", .build = "",
				    .told = { "", "", 0 } };
static const struct wire_row	 guests[] = {
	{ ROW(1, TEXT, guest_report, program) },
	{ ROW(2, TEXT, guest_report, instance) },
	{ ROW(3, TEXT, guest_report, name) },
	{ ROW(4, TEXT, guest_report, build) },
	{ ROW(5, TEXT, guest_report, told.settings) },
	{ ROW(6, TEXT, guest_report, told.digest) },
	{ ROW(7, LONG, guest_report, told.up_ms) },
};
static const struct wire_form	 wire_guest = {
	FORM("GuestReport", guest_report, guests, no_guest)
};

static const struct setting_report no_setting = { .key = "", .value = "",
				    .origin = "" };
static const struct wire_row	 settings[] = {
	{ ROW(1, WORD, setting_report, stage), .below = STAGE_COUNT },
	{ ROW(2, TEXT, setting_report, key) },
	{ ROW(3, TEXT, setting_report, value) },
	{ ROW(4, TEXT, setting_report, origin) },
};
static const struct wire_form	 wire_setting = {
	FORM("SettingReport", setting_report, settings, no_setting)
};

/* ---- frames --------------------------------------------------------------- */

static const struct frame	 no_frame = { .instance = "", .name = "",
				    .build = "", .text = "",
				    .told = { "", "", 0 } };
static const struct wire_row	 frames[] = {
	{ ROW(1, LONG, frame, epoch) },
	{ ROW(2, TEXT, frame, instance) },
	{ ROW(3, TEXT, frame, name) },
	{ ROW(4, TEXT, frame, build) },
	{ ROW(5, WORD, frame, stage), .below = STAGE_COUNT },
	{ ROW(6, WORD, frame, schema_min) },
	{ ROW(7, WORD, frame, schema_max) },
	{ ROW(8, WORD, frame, liveness_ms) },
	{ ROW(9, WORD, frame, count) },
	{ ROW(10, LONG, frame, bytes) },
	{ ROW(11, TEXT, frame, text) },
	{ MANY(12, LIST, frame, task), .of = &wire_task },
	{ MANY(13, LIST, frame, result), .of = &wire_result },
	{ MANY(14, LIST, frame, report), .of = &wire_stage },
	{ ROW(15, BOOL, frame, standby) },
	{ MANY(16, NUMBERS, frame, meter) },
	{ MANY(17, LIST, frame, source), .of = &wire_source },
	{ MANY(18, LIST, frame, worker), .of = &wire_worker },
	{ MANY(19, LIST, frame, setting), .of = &wire_setting },
	{ ROW(20, TEXT, frame, told.settings) },
	{ ROW(21, TEXT, frame, told.digest) },
	{ ROW(22, LONG, frame, told.up_ms) },
	{ MANY(23, LIST, frame, guest), .of = &wire_guest },
};
const struct wire_form	 wire_frame = {
	FORM("Frame", frame, frames, no_frame), .holds = 1
};
