/*
 * The four workers without their steps: the same runtime, the same records, and
 * nothing thought about them.  Which of them a process is says its name, like
 * that of the product's programs.  Some statements are the benchmark's
 * own; their numbers follow those of the product.
 */
#include <string.h>

#include "workers/runtime/worker.h"

enum { RECORDS };
enum {
	Q_COMBINATION_NOOP = Q_COUNT, Q_PUBLICATION_NOOP
};

static const struct group events[] = {
	[RECORDS] = { "event", "stttyyt" }, { NULL, NULL }
};
static const struct group assessments[] = {
	[RECORDS] = { "assessment", "bsiy" }, { NULL, NULL }
};
static const struct group combinations[] = {
	[RECORDS] = { "combination", "biy" }, { NULL, NULL }
};
static const struct group publications[] = {
	[RECORDS] = { "publication", "b" }, { NULL, NULL }
};

/* Every event is about an organisation of its own. */
static int
let_in(const struct task *t, int32_t today, struct admission *out,
    struct effects *fx, struct err *e)
{
	(void)today, (void)e;
	out->subject = t->source_id;
	memset(out->digest, 0, sizeof(out->digest));
	FX_ROW(fx, RECORDS, V_INT(1), V_TEXT(t->source), V_TEXT(t->source_id),
	    V_TEXT(t->source_id), V_BYTES(arena_bytes(fx->arena, out->digest,
	    sizeof(out->digest))), V_BYTES(t->payload), V_TEXT(""));
	return 0;
}

static void
pass_on(const struct task *t, struct effects *fx)
{
	effects_send(fx, &(struct successor){ .event = t->id,
	    .subject_hash = t->subject_hash, .trace = t->trace,
	    .payload = t->payload });
}

static int
assess(const struct task *t, struct effects *fx, struct err *e)
{
	(void)e;
	FX_ROW(fx, RECORDS, V_INT(t->id), V_INT(1),
	    V_INT((int32_t)t->subject_hash), V_BYTES(t->payload));
	pass_on(t, fx);
	return 0;
}

static int
combine(const struct task *t, struct effects *fx, struct err *e)
{
	(void)e;
	FX_ROW(fx, RECORDS, V_INT(t->id), V_INT((int32_t)t->subject_hash),
	    V_BYTES(t->payload));
	pass_on(t, fx);
	return 0;
}

static int
publish(const struct task *t, struct effects *fx, struct err *e)
{
	(void)e;
	FX_ROW(fx, RECORDS, V_INT(t->id));
	return 0;
}

static const struct worker workers[] = {
	[STAGE_INGEST] = { .stage = STAGE_INGEST, .groups = events,
	    .put = Q_INGEST_PUT, .door = let_in },
	[STAGE_ASSESSMENT] = { .stage = STAGE_ASSESSMENT,
	    .groups = assessments, .put = Q_ASSESSMENT_PUT,
	    .recorded = Q_ASSESSMENT_RECORDED, .map = assess },
	[STAGE_COMBINATION] = { .stage = STAGE_COMBINATION,
	    .groups = combinations, .put = (enum query)Q_COMBINATION_NOOP,
	    .recorded = Q_COMBINATION_RECORDED, .map = combine },
	[STAGE_PUBLICATION] = { .stage = STAGE_PUBLICATION,
	    .groups = publications, .put = (enum query)Q_PUBLICATION_NOOP,
	    .recorded = Q_PUBLICATION_RECORDED, .map = publish },
};

int
main(int argc, char **argv)
{
	static const char	 prefix[] = "sixthkey-";
	const char		*name = strstr(argv[0], prefix);
	enum stage		 stage = name == NULL ? STAGE_NONE :
				    stage_parse(name + sizeof(prefix) - 1);

	return stage == STAGE_NONE ? 64 :
	    worker_main(argc, argv, &workers[stage]);
}
