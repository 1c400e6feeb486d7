#include <stddef.h>
#include <string.h>

#include "proto/frame.h"

static const char *const stages[STAGE_COUNT] = {
	[STAGE_NONE] = "",
	[STAGE_INGEST] = "ingest",
	[STAGE_ASSESSMENT] = "assessment",
	[STAGE_COMBINATION] = "quality-combination",
	[STAGE_PUBLICATION] = "publication",
};

static const char *const verdicts[] = {
	[VERDICT_NONE] = "",
	[VERDICT_DONE] = "done",
	[VERDICT_RETRY] = "retry",
	[VERDICT_DEAD] = "dead",
	[VERDICT_PARKED] = "parked",
};

static const char *const answers[] = {
	[ANSWER_NONE] = "",
	[ANSWER_ACCEPTED] = "accepted",
	[ANSWER_DUPLICATE] = "duplicate",
	[ANSWER_CONFLICT] = "conflict",
	[ANSWER_REJECTED] = "rejected",
	[ANSWER_BUSY] = "busy",
};

static const char *const states[WORKER_STATES] = {
	[WORKER_READY] = "ready",
	[WORKER_BUSY] = "busy",
	[WORKER_DRAINING] = "draining",
	[WORKER_STALE] = "stale",
};

const char *
stage_name(enum stage s)
{
	return s < STAGE_COUNT ? stages[s] : "";
}

enum stage
stage_parse(const char *name)
{
	unsigned	 s;

	for (s = STAGE_NONE + 1; name != NULL && s < STAGE_COUNT; s++)
		if (strcmp(stages[s], name) == 0)
			return (enum stage)s;
	return STAGE_NONE;
}

const char *
verdict_name(enum verdict v)
{
	return v <= VERDICT_PARKED ? verdicts[v] : "";
}

const char *
answer_name(enum answer a)
{
	return a <= ANSWER_BUSY ? answers[a] : "";
}

const char *
worker_state_name(enum worker_state s)
{
	return s < WORKER_STATES ? states[s] : "";
}
