/*
 * What a broker says of itself comes back whole.
 */
#include "proto/convert.h"
#include "tests/lib/test.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

static const uint64_t		 meters[] = { 0, 5, UINT64_MAX };
static const struct stage_report reports[] = {
	{ STAGE_INGEST, 1, 2, 3, 4, 5, 6, 7, 1, 1, { 8, 9 }, 10, 2, 11, 12,
	    meters, COUNT(meters) },
	{ STAGE_PUBLICATION, UINT64_MAX, 0, 0, 0, 0, 0, 0, 0, 0, { 0, 0 },
	    UINT64_MAX, 0, UINT64_MAX, UINT64_MAX, NULL, 0 },
};
static const struct worker_report workers[] = {
	{ STAGE_INGEST, "i1", "a", "0.1.0", 1, 2, WORKER_STALE, 3, 4,
	    { "batch=7\ncredit=9\n", "ab12", UINT64_MAX } },
	{ STAGE_PUBLICATION, "i2", "", "", 0, 0, WORKER_READY, 0, 0,
	    { "", "", 0 } },
};
static const struct guest_report guests[] = {
	{ "sixthkey-web", "g1", "web", "0.1.0", { "rate=3\n", "cd34", 5 } },
	{ "", "g2", "", "", { "", "", 0 } },
};
static const struct submitter_report sources[] = {
	{ "/a", { 0, 1, 2, 3, 4, UINT64_MAX } },
	{ "", { 0 } },
};

static const struct setting_report settings[] = {
	{ STAGE_INGEST, "window_count", "5000", "set" },
	{ STAGE_PUBLICATION, "bulk_sources", "", "SIXTHKEY_BULK_SOURCES" },
};

static void
same_meters(const uint64_t *x, size_t nx, const uint64_t *y, size_t ny)
{
	assert_int_equal(nx, ny);
	if (nx != 0)
		assert_memory_equal(x, y, nx * sizeof(*x));
}

static void
same_told(const struct told *x, const struct told *y)
{
	assert_string_equal(x->settings, y->settings);
	assert_string_equal(x->digest, y->digest);
	assert_true(x->up_ms == y->up_ms);
}

static void
same_guests(const struct frame *a, const struct frame *b)
{
	size_t	 i;

	assert_int_equal(a->nguest, b->nguest);
	for (i = 0; i < a->nguest; i++) {
		const struct guest_report *x = &a->guest[i];
		const struct guest_report *y = &b->guest[i];

		assert_string_equal(x->program, y->program);
		assert_string_equal(x->instance, y->instance);
		assert_string_equal(x->name, y->name);
		assert_string_equal(x->build, y->build);
		same_told(&x->told, &y->told);
	}
}

static void
same_reports(const struct frame *a, const struct frame *b)
{
	size_t	 i;

	assert_int_equal(a->nreport, b->nreport);
	for (i = 0; i < a->nreport; i++) {
		const struct stage_report *x = &a->report[i];
		const struct stage_report *y = &b->report[i];

		assert_int_equal(x->stage, y->stage);
		assert_true(x->window == y->window);
		assert_true(x->in_flight == y->in_flight);
		assert_true(x->suspects == y->suspects);
		assert_true(x->dispatched == y->dispatched);
		assert_true(x->done == y->done);
		assert_int_equal(x->workers, y->workers);
		assert_int_equal(x->busy, y->busy);
		assert_int_equal(x->behind, y->behind);
		assert_int_equal(x->pressure, y->pressure);
		assert_true(x->lag == y->lag);
		assert_true(x->flight_ms == y->flight_ms);
		same_meters(x->meter, x->nmeter, y->meter, y->nmeter);
	}
}

static void
same_workers(const struct frame *a, const struct frame *b)
{
	size_t	 i;

	assert_int_equal(a->nworker, b->nworker);
	for (i = 0; i < a->nworker; i++) {
		const struct worker_report *x = &a->worker[i];
		const struct worker_report *y = &b->worker[i];

		assert_int_equal(x->stage, y->stage);
		assert_string_equal(x->instance, y->instance);
		assert_string_equal(x->name, y->name);
		assert_string_equal(x->build, y->build);
		assert_int_equal(x->schema_min, y->schema_min);
		assert_int_equal(x->schema_max, y->schema_max);
		assert_int_equal(x->state, y->state);
		assert_int_equal(x->in_flight, y->in_flight);
		assert_int_equal(x->room, y->room);
		same_told(&x->told, &y->told);
	}
}

static void
same_sources(const struct frame *a, const struct frame *b)
{
	size_t	 i;

	assert_int_equal(a->nsource, b->nsource);
	for (i = 0; i < a->nsource; i++) {
		assert_string_equal(a->source[i].source, b->source[i].source);
		assert_memory_equal(a->source[i].answer, b->source[i].answer,
		    sizeof(a->source[i].answer));
	}
}

static void
same_settings(const struct frame *a, const struct frame *b)
{
	size_t	 i;

	assert_int_equal(a->nsetting, b->nsetting);
	for (i = 0; i < a->nsetting; i++) {
		const struct setting_report *x = &a->setting[i];
		const struct setting_report *y = &b->setting[i];

		assert_int_equal(x->stage, y->stage);
		assert_string_equal(x->key, y->key);
		assert_string_equal(x->value, y->value);
		assert_string_equal(x->origin, y->origin);
	}
}

static void
reports_come_back(void **state)
{
	const struct frame	 was = { .type = FRAME_REPORT, .text = "t",
				    .standby = 1, .report = reports,
				    .nreport = COUNT(reports),
				    .worker = workers,
				    .nworker = COUNT(workers),
				    .source = sources,
				    .nsource = COUNT(sources),
				    .setting = settings,
				    .nsetting = COUNT(settings),
				    .guest = guests,
				    .nguest = COUNT(guests),
				    .told = { "peers=16\n", "ef56", 7 },
				    .meter = meters,
				    .nmeter = COUNT(meters) };
	struct arena		*a = arena_new(0);
	struct frame		 back;
	struct buf		 b = { 0 };
	struct err		 e;

	(void)state;
	frame_pack(&was, &b);
	if (frame_unpack((struct bytes){ (const uint8_t *)b.data, b.len }, a,
	    &back, &e) != 0)
		fail_msg("%s", e.text);
	same_reports(&was, &back);
	same_workers(&was, &back);
	same_sources(&was, &back);
	same_settings(&was, &back);
	same_meters(was.meter, was.nmeter, back.meter, back.nmeter);
	same_guests(&was, &back);
	same_told(&was.told, &back.told);
	assert_int_equal(back.standby, 1);
	buf_release(&b);
	arena_free(&a);
}

/* Who says nothing of itself sends what was always sent, and is told apart. */
static void
an_older_peer_says_nothing_of_itself(void **state)
{
	const struct frame	 was = { .type = FRAME_HELLO, .instance = "i",
				    .told = { "", NULL, 0 } };
	static const struct told nothing = { "", "", 0 };
	struct arena		*a = arena_new(0);
	struct buf		 b = { 0 };
	struct frame		 back;
	struct err		 e;

	(void)state;
	frame_pack(&was, &b);
	assert_int_equal(b.len, FRAME_HEADER + 3);
	assert_int_equal(frame_unpack((struct bytes){
	    (const uint8_t *)b.data, b.len }, a, &back, &e), 0);
	same_told(&back.told, &nothing);
	buf_release(&b);
	arena_free(&a);
}

static void
what_is_no_text_is_refused(void **state)
{
	static const struct worker_report worker = { STAGE_INGEST, "", "", "",
		0, 0, WORKER_READY, 0, 0, { "\xed\xa0\x80", "d", 0 } };
	static const struct guest_report guest = { "", "", "\xff", "",
		{ "", "", 0 } };
	static const struct {
		const char	*label, *field;
		struct frame	 f;
	} rows[] = {
		{ "settings", "settings", { .type = FRAME_QUERY,
		    .told = { "\xff", "d", 0 } } },
		{ "digest", "digest", { .type = FRAME_QUERY,
		    .told = { "", "\xc0\x80", 0 } } },
		{ "a worker's", "settings", { .type = FRAME_REPORT,
		    .nworker = 1, .worker = &worker } },
		{ "a guest's name", "name", { .type = FRAME_REPORT,
		    .nguest = 1, .guest = &guest } },
	};
	struct arena	*a = arena_new(0);
	struct buf	 b = { 0 };
	struct frame	 back;
	struct err	 e;
	size_t		 i;

	(void)state;
	for (i = 0; i < COUNT(rows); i++) {
		buf_clear(&b);
		frame_pack(&rows[i].f, &b);
		if (frame_unpack((struct bytes){ (const uint8_t *)b.data,
		    b.len }, a, &back, &e) != -1 || e.kind != ERR_INPUT ||
		    strstr(e.text, rows[i].field) == NULL)
			fail_msg("%s: %s", rows[i].label, e.text);
	}
	buf_release(&b);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(reports_come_back),
		cmocka_unit_test(an_older_peer_says_nothing_of_itself),
		cmocka_unit_test(what_is_no_text_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
