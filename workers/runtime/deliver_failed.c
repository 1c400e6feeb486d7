#include "base/clock.h"
#include "base/log.h"
#include "workers/runtime/deliver.h"

enum {
	ATTEMPTS = 8,		/* then it is dead */
	FIRST_MS = 1000, MOST_MS = 300000,
	BUSY_MS = 1000		/* what a producer waits meanwhile */
};

/*
 * Twice as long after each attempt, less up to half of it by chance: messages
 * that failed together do not come back together.
 */
static uint32_t
retry_after(uint32_t attempt, uint32_t chance)
{
	uint32_t	 ms = FIRST_MS;

	while (attempt-- > 1 && ms < MOST_MS)
		ms *= 2;
	if (ms > MOST_MS)
		ms = MOST_MS;
	return ms - chance % (ms / 2);
}

static void
judge(const struct worker *w, const struct task *t, const struct err *e,
    struct outcome_of *o)
{
	if (w->door != NULL) {
		o->verdict = VERDICT_DONE;
		o->answer = e->kind == ERR_INPUT ? ANSWER_REJECTED :
		    ANSWER_BUSY;
		o->retry_ms = BUSY_MS;
		return;
	}
	if (e->kind == ERR_INPUT || t->attempt >= ATTEMPTS) {
		o->verdict = VERDICT_DEAD;
		return;
	}
	o->verdict = VERDICT_RETRY;
	o->retry_ms = retry_after(t->attempt, clock_random());
}

/* No row says that it failed: the message still waits in the database, and
 * nobody else has to wait for it. */
static void
give_back(struct batch *b, const struct err *e)
{
	struct outcome_of	*o = &b->out[0];

	o->text = arena_printf(b->arena, "%s; this could not be kept: %s",
	    o->text, deliver_text(b->arena, e));
	if (o->verdict == VERDICT_DEAD)
		o->verdict = VERDICT_RETRY;
	LOG(ERROR, "could not put a message aside",
	    LOG_INT("event", b->task[0].id), LOG_TEXT("error", o->text));
}

int
deliver_failed(const struct delivery *d, struct batch *b, struct err *e)
{
	int	 rc;

	b->out[0] = (struct outcome_of){
	    .text = deliver_text(b->arena, e) };
	b->nnext = 0;
	judge(d->worker, &b->task[0], e, &b->out[0]);
	rc = d->worker->door != NULL ? deliver_quarantine(d, b, e) :
	    deliver_aside(d, b, e);
	if (rc == 0 || e->kind != ERR_INPUT)
		return rc;
	give_back(b, e);
	return 0;
}
