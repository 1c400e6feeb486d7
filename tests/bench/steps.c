/*
 * steps - what the steps cost a message, without broker and database:
 *
 *	build/test/bench/steps [EVENTS [EVENTS-OF-ONE-SUBJECT]]
 *
 * Every event of the fresh load goes through ingest's door, assessment and
 * quality-combination, as many of one subject one after the other as is said
 * (1).  Prints µs of CPU an event; run it under callgrind for where they go.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "proto/convert.h"
#include "tests/lib/load.h"
#include "workers/assessment/step.h"
#include "workers/ingest/step.h"
#include "workers/quality-combination/step.h"

enum { EVENTS = 20000, BATCH = 1000, SUBJECTS = 40000 };

struct costs {
	double		 us[STAGE_COUNT];
	uint64_t	 state, document;	/* bytes, of all */
};

static double
cpu_us(void)
{
	struct timespec	 t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void
must(int ok, const struct err *e)
{
	if (ok)
		return;
	fprintf(stderr, "%s\n", e->text);
	exit(1);
}

static struct bytes
submission(const struct load *l, uint64_t i, struct arena *a, struct task *t)
{
	const struct event	*ev = load_event(l, i, a);
	struct buf		 b = { 0 };

	event_pack(ev, &b);
	*t = (struct task){ .id = i + 1, .attempt = 1, .source = ev->source,
	    .source_id = ev->source_id, .trace = "",
	    .payload = arena_bytes(a, b.data, b.len) };
	buf_release(&b);
	return t->payload;
}

/* The head that a step appended is what the next one of the subject loads. */
static struct state_row
head_of(const struct effects *fx, struct costs *c)
{
	const struct effect	*row;
	struct state_row	 head = { { V_NULL } };

	for (row = fx->first; row != NULL; row = row->next)
		if (strcmp(fx->groups[row->group].name, "head") == 0) {
			head.v[0] = row->value[1];
			head.v[1] = row->value[3];
			c->state += row->value[3].bytes.len;
		} else if (strcmp(fx->groups[row->group].name, "version") == 0)
			c->document += strlen(row->value[4].text);
	return head;
}

static void
combine(const struct task *t, struct state_row *head, size_t nhead,
    struct arena *a, struct arena *scratch, struct costs *c)
{
	const struct task	*tasks = t;
	struct subject_batch	 sb = { .row = head, .nrow = nhead,
				    .task = &tasks, .ntask = 1 };
	const void		*message;
	struct effects		 fx;
	struct err		 e;
	double			 from = cpu_us();

	message = combination_worker.unpack(t, a, &sb.subject, &e);
	must(message != NULL, &e);
	sb.message = &message;
	effects_init(&fx, combination_worker.groups, a);
	fx.scratch = scratch;
	must(combination_worker.fold(&sb, &fx, &e) == 0, &e);
	c->us[STAGE_COMBINATION] += cpu_us() - from;
	*head = head_of(&fx, c);
	arena_reset(scratch);
}

static void
run_event(const struct load *l, uint64_t i, struct state_row *head,
    size_t nhead, struct arena *a, struct arena *scratch, struct costs *c)
{
	struct admission	 door;
	struct effects		 fx;
	struct task		 t;
	struct err		 e;
	double			 from;

	submission(l, i, a, &t);
	effects_init(&fx, ingest_worker.groups, a);
	from = cpu_us();
	must(ingest_worker.door(&t, INT32_MAX / 2, &door, &fx, &e) == 0, &e);
	c->us[STAGE_INGEST] += cpu_us() - from;
	effects_init(&fx, assessment_worker.groups, a);
	from = cpu_us();
	must(assessment_worker.map(&t, &fx, &e) == 0, &e);
	c->us[STAGE_ASSESSMENT] += cpu_us() - from;
	t.payload = fx.succ->payload;
	combine(&t, head, nhead, a, scratch, c);
}

static void
report(const struct costs *c, uint64_t events)
{
	double	 n = (double)events;

	printf("{\"events\":%" PRIu64 ",\"ingest_us\":%.2f,"
	    "\"assessment_us\":%.2f,\"quality_combination_us\":%.2f,"
	    "\"state_bytes\":%.0f,\"document_bytes\":%.0f}\n", events,
	    c->us[STAGE_INGEST] / n, c->us[STAGE_ASSESSMENT] / n,
	    c->us[STAGE_COMBINATION] / n, (double)c->state / n,
	    (double)c->document / n);
}

int
main(int argc, char **argv)
{
	uint64_t	 events = argc > 1 ? strtoull(argv[1], NULL, 10) :
			    EVENTS, each = argc > 2 ?
			    strtoull(argv[2], NULL, 10) : 1, i;
	struct load	 load = { 1, SUBJECTS, "/files/bench" };
	struct arena	*a = arena_new(0), *scratch = arena_new(0);
	struct arena	*keep = arena_new(0);
	struct state_row head = { { V_NULL } };
	struct costs	 c = { 0 };

	for (i = 0; i < events; i++) {
		run_event(&load, each == 1 ? i : i * SUBJECTS, &head,
		    i % each != 0, a, scratch, &c);
		if (each != 1) {
			struct bytes b = head.v[1].bytes;

			arena_reset(keep);
			head.v[1].bytes = arena_bytes(keep, b.data, b.len);
		}
		if (each != 1 || i % BATCH == BATCH - 1)
			arena_reset(a);
	}
	report(&c, events);
	arena_free(&a);
	arena_free(&scratch);
	arena_free(&keep);
	return 0;
}
