/*
 * Any order, batching and repetition of the events of one subject, of all kinds,
 * ends in the same statements and the same document, byte for byte, and in the
 * same decision on it.
 *
 * Histories are generated from a seed, sent through assessment, and folded as
 * the runtime would: what a step appended as head is what the next one loads.
 */
#include "base/digest.h"
#include "proto/convert.h"
#include "tests/lib/invent.h"
#include "tests/lib/test.h"
#include "workers/assessment/step.h"
#include "workers/quality-combination/step.h"

enum { HISTORIES = 400, SHUFFLES = 4, EVENTS_MAX = 14, SENT_MAX = 40,
	CORRECTED_TO = 32 };

/* The event's message to the fold, as assessment sends it. */
static struct bytes
assess(const struct event *ev, uint64_t id, struct arena *a)
{
	struct effects	 fx;
	struct buf	 b = { 0 };
	struct err	 e;
	struct task	 t = { .id = id, .trace = "" };

	event_pack(ev, &b);
	t.payload = arena_bytes(a, b.data, b.len);
	buf_release(&b);
	effects_init(&fx, assessment_worker.groups, a);
	if (assessment_worker.map(&t, &fx, &e) != 0)
		fail_msg("%s", e.text);
	assert_non_null(fx.succ);
	assert_ptr_equal(fx.succ->next, NULL);
	return fx.succ->payload;
}

struct subject {
	struct arena	*arena;
	struct state_row row;
	size_t		 nrow;
	int64_t		 seq, version;
	struct bytes	 state;
	const char	*document;	/* of the newest version */
	int64_t		 decision;	/* and what it deserves */
	const char	*holds;
	size_t		 recorded;
};

static const char *
group_of(const struct effect *row)
{
	return combination_worker.groups[row->group].name;
}

static void
take_version(struct subject *s, const struct effect *row)
{
	uint8_t	 d[DIGEST_SIZE];

	s->version++;
	assert_int_equal(row->value[1].number, s->version);
	s->document = row->value[4].text;
	digest(s->document, strlen(s->document), d);
	assert_memory_equal(d, row->value[5].bytes.data, sizeof(d));
}

static void
take_head(struct subject *s, const struct effect *row)
{
	s->seq++;
	assert_int_equal(row->value[1].number, s->seq);
	assert_int_equal(row->value[2].number, s->version);
	s->state = row->value[3].bytes;
	s->decision = row->value[4].number;
	s->holds = row->value[5].text;
	s->row = (struct state_row){ { V_INT(s->seq), V_BYTES(s->state) } };
	s->nrow = 1;
}

static void
take_effects(struct subject *s, const struct effects *fx)
{
	const struct effect	*row;
	int			 heads = 0;

	for (row = fx->first; row != NULL; row = row->next)
		if (strcmp(group_of(row), "version") == 0)
			take_version(s, row);
		else if (strcmp(group_of(row), "combination") == 0)
			s->recorded++;
	for (row = fx->first; row != NULL; row = row->next)
		if (strcmp(group_of(row), "head") == 0) {
			take_head(s, row);
			heads++;
		}
	assert_int_equal(heads, 1);
}

/* One batch, as the runtime does it. */
static void
fold(struct subject *s, const struct bytes *payload, size_t n)
{
	struct task		 task[SENT_MAX];
	const struct task	*tasks[SENT_MAX];
	const void		*message[SENT_MAX];
	struct subject_batch	 sb = { .row = &s->row, .nrow = s->nrow,
				    .task = tasks, .message = message,
				    .ntask = n };
	struct effects		 fx;
	struct err		 e;
	size_t			 i;

	for (i = 0; i < n; i++) {
		task[i] = (struct task){ .id = s->recorded + i + 1,
		    .trace = "", .payload = payload[i] };
		tasks[i] = &task[i];
		message[i] = combination_worker.unpack(tasks[i], s->arena,
		    &sb.subject, &e);
		assert_non_null(message[i]);
	}
	effects_init(&fx, combination_worker.groups, s->arena);
	if (combination_worker.fold(&sb, &fx, &e) != 0)
		fail_msg("%s", e.text);
	take_effects(s, &fx);
}

/* The statements alone: how many versions were made on the way is history. */
static void
statements(const struct subject *s, struct buf *out)
{
	struct state	 st;
	struct err	 e;

	if (state_unpack(s->state, s->arena, &st, &e) != 0)
		fail_msg("%s", e.text);
	st.version = 0;
	memset(st.document, 0, sizeof(st.document));
	state_pack(&st, out);
}

static void
assert_same(const struct subject *a, const struct subject *b, unsigned seed)
{
	struct buf	 x = { 0 }, y = { 0 };

	statements(a, &x);
	statements(b, &y);
	if (x.len != y.len || memcmp(x.data, y.data, x.len) != 0)
		fail_msg("history %u: the statements differ", seed);
	if (strcmp(a->document, b->document) != 0)
		fail_msg("history %u:\n%s\n%s", seed, a->document,
		    b->document);
	assert_int_equal(a->decision, b->decision);
	assert_string_equal(a->holds, b->holds);
	buf_release(&x);
	buf_release(&y);
}

/* Every message at least once, in any order. */
static size_t
shuffle(struct invent *g, const struct bytes *from, size_t n,
    struct bytes out[SENT_MAX])
{
	size_t	 total = n + invent_draw(g, SENT_MAX - n), i, j;

	for (i = 0; i < total; i++)
		out[i] = from[i < n ? i : invent_draw(g, n)];
	for (i = total; i > 1; i--) {
		struct bytes	 swap = out[i - 1];

		j = invent_draw(g, i);
		out[i - 1] = out[j];
		out[j] = swap;
	}
	return total;
}

static void
fold_in_batches(struct invent *g, struct subject *s,
    const struct bytes *sent, size_t n)
{
	size_t	 done, batch;

	for (done = 0; done < n; done += batch) {
		batch = 1 + invent_draw(g, n - done);
		fold(s, sent + done, batch);
	}
	assert_int_equal(s->recorded, n);
}

/* Adds the kinds of the history, and in the upper half what corrections gave. */
static void
note_kind(const struct event *ev, uint64_t *kinds)
{
	*kinds |= 1ULL << ev->kind;
	if (ev->kind == KIND_EVENT_CORRECTED)
		*kinds |= 1ULL << (CORRECTED_TO + ev->amendment->kind);
}

static void
try_history(unsigned seed, uint64_t *kinds)
{
	struct arena		*a = arena_new(0);
	struct invent	 g = { 0x9e3779b97f4a7c15ULL * (seed + 1), a };
	struct subject		 all = { .arena = a, .document = "" };
	struct bytes		 payload[EVENTS_MAX], sent[SENT_MAX];
	size_t			 n = 1 + invent_draw(&g, EVENTS_MAX), i;

	for (i = 0; i < n; i++) {
		struct event ev = invent_event(&g, i);

		note_kind(&ev, kinds);
		payload[i] = assess(&ev, i + 1, a);
	}
	fold(&all, payload, n);
	for (i = 0; i < SHUFFLES; i++) {
		struct subject	 s = { .arena = a, .document = "" };

		fold_in_batches(&g, &s, sent, shuffle(&g, payload, n, sent));
		assert_same(&all, &s, seed);
	}
	arena_free(&a);
}

static void
order_batching_and_repetition_do_not_matter(void **state)
{
	uint64_t	 kinds = 0;
	unsigned	 seed;

	(void)state;
	for (seed = 0; seed < HISTORIES; seed++)
		try_history(seed, &kinds);
	assert_true((kinds & ((1ULL << KIND_COUNT) - 1)) ==
	    (1ULL << KIND_COUNT) - 2);
	assert_true(kinds >> (CORRECTED_TO + KIND_INSPECTION_REPORTED) & 1);
	assert_true(kinds >> (CORRECTED_TO + KIND_RATING_DEVIATED) & 1);
	assert_true(kinds >> (CORRECTED_TO + KIND_RATING_RECOMPUTED) & 1);
	assert_true(kinds >> (CORRECTED_TO + KIND_RESOURCES_AWARDED) & 1);
}

/* What says nothing new makes no version, but is recorded and has a head. */
static void
the_same_again_makes_no_version(void **state)
{
	struct arena		*a = arena_new(0);
	struct invent	 g = { 7, a };
	struct subject		 s = { .arena = a, .document = "" };
	struct bytes		 payload[EVENTS_MAX];
	size_t			 i;

	(void)state;
	for (i = 0; i < EVENTS_MAX; i++) {
		struct event ev = invent_event(&g, i);

		payload[i] = assess(&ev, i + 1, a);
	}
	fold(&s, payload, EVENTS_MAX);
	assert_int_equal(s.version, 1);
	fold(&s, payload, EVENTS_MAX);
	assert_int_equal(s.version, 1);
	assert_int_equal(s.seq, 2);
	assert_int_equal(s.recorded, 2 * EVENTS_MAX);
	arena_free(&a);
}

/* A head that cannot be read stops the subject with a sentence. */
static void
a_broken_head_is_refused(void **state)
{
	static const uint8_t	 broken[] = { 0x22, 0x7f, 0x01 };
	struct arena		*a = arena_new(0);
	struct invent	 g = { 7, a };
	struct state_row	 row = { { V_INT(9), V_BYTES(
				    ((struct bytes){ broken,
				    sizeof(broken) })) } };
	struct event		 ev = invent_event(&g, 0);
	struct task		 t = { .id = 1, .trace = "" };
	const struct task	*task = &t;
	struct subject_batch	 sb = { .row = &row, .nrow = 1, .task = &task,
				    .ntask = 1 };
	struct effects		 fx;
	struct err		 e = { 0 };
	const void		*message;

	(void)state;
	t.payload = assess(&ev, 1, a);
	message = combination_worker.unpack(task, a, &sb.subject, &e);
	sb.message = &message;
	effects_init(&fx, combination_worker.groups, a);
	assert_int_equal(combination_worker.fold(&sb, &fx, &e), -1);
	assert_int_equal(e.kind, ERR_INPUT);
	assert_non_null(strstr(e.text, "the state of RZ9 at 9"));
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(order_batching_and_repetition_do_not_matter),
		cmocka_unit_test(the_same_again_makes_no_version),
		cmocka_unit_test(a_broken_head_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
