/*
 * What processes say of themselves, and in what those of a kind differ.
 */
#include "operations/fleet.h"
#include "proto/self.h"
#include "tests/lib/test.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

enum { MOST = 4 };

struct conf {
	int64_t	 batch;
	char	 one[CONF_TEXT_MAX], two[CONF_TEXT_MAX], three[CONF_TEXT_MAX],
		 four[CONF_TEXT_MAX], five[CONF_TEXT_MAX];
};

static const struct conf_key	 keys[] = {
	CONF_ROW_INT(struct conf, batch, "1000", 1, 10000, ""),
	CONF_ROW_TEXT(struct conf, one, "", ""),
	CONF_ROW_TEXT(struct conf, two, "", ""),
	CONF_ROW_TEXT(struct conf, three, "", ""),
	CONF_ROW_TEXT(struct conf, four, "", ""),
	CONF_ROW_TEXT(struct conf, five, "", ""),
	{ 0 }
};

/* ---- what one says ----------------------------------------------------------- */

static void
a_process_says_how_it_was_built_and_set(void **state)
{
	struct conf	 c = { .batch = 7 };
	struct self	 s, other;

	(void)state;
	self_begin(&s, "0123456789abcdef0123456789abcdef", keys, &c, 17);
	assert_string_equal(s.instance, "0123456789abcdef0123456789abcdef");
	assert_non_null(strstr(s.settings, "build.schema=17\n"));
	assert_non_null(strstr(s.settings, "build.rules="));
	assert_non_null(strstr(s.settings, "\nbatch=7\n"));
	assert_int_equal(strlen(s.digest), 16);
	self_begin(&other, "x", keys, &c, 17);
	assert_string_equal(s.digest, other.digest);
	self_begin(&other, "x", keys, &c, 18);
	assert_string_not_equal(s.digest, other.digest);
}

/* Cut at the end of a line; the digest is of all. */
static void
a_long_list_is_cut_between_lines(void **state)
{
	struct conf	 c = { .batch = 7 };
	struct self	 s, other;

	(void)state;
	memset(c.one, 'a', CONF_TEXT_MAX - 1);
	memset(c.two, 'b', CONF_TEXT_MAX - 1);
	memset(c.three, 'c', CONF_TEXT_MAX - 1);
	memset(c.four, 'd', CONF_TEXT_MAX - 1);
	memset(c.five, 'e', CONF_TEXT_MAX - 1);
	self_begin(&s, "x", keys, &c, 17);
	assert_true(strlen(s.settings) < SELF_SETTINGS);
	assert_int_equal(s.settings[strlen(s.settings) - 1], '\n');
	assert_non_null(strstr(s.settings, "three=ccc"));
	assert_null(strstr(s.settings, "five="));
	c.five[0] = 'x';
	self_begin(&other, "x", keys, &c, 17);
	assert_string_equal(s.settings, other.settings);
	assert_string_not_equal(s.digest, other.digest);
}

/* ---- what they come to ------------------------------------------------------- */

/* A worker in a few words; stage NONE ends the row. */
struct worker {
	enum stage	 stage;
	const char	*build, *settings, *digest;
};

static void
gather(struct fleet *f, const struct worker *w)
{
	struct worker_report	*r = ARENA_ARRAY(f->arena, MOST,
				    struct worker_report);
	struct frame		 report = { .type = FRAME_REPORT,
				    .worker = r };
	size_t			 i;

	for (i = 0; i < MOST && w[i].stage != STAGE_NONE; i++)
		r[report.nworker++] = (struct worker_report){
		    .stage = w[i].stage, .build = w[i].build,
		    .instance = arena_printf(f->arena, "%012zu", i),
		    .name = arena_printf(f->arena, "w%zu", i),
		    .told = { w[i].settings, w[i].digest, 12000 } };
	fleet_add(f, &report);
	fleet_add(f, &report);		/* as another broker says it */
	fleet_compare(f);
}

/* "kind key: value (who); value (who)" for each. */
static const char *
differences(const struct fleet *f)
{
	struct buf	 b = { 0 };
	const char	*text;
	size_t		 i, k;

	buf_text(&b, "");
	for (i = 0; i < f->ndifference; i++) {
		const struct difference *d = &f->difference[i];

		buf_printf(&b, "%s%s %s:", i == 0 ? "" : "|", d->kind,
		    d->key);
		for (k = 0; k < d->n; k++)
			buf_printf(&b, " %s*%zu", d->camp[k].value,
			    d->camp[k].n);
	}
	text = arena_text(f->arena, b.data);
	buf_release(&b);
	return text;
}

static const struct fleets {
	const char	*label;
	struct worker	 worker[MOST];
	const char	*differ, *says;
} fleets[] = {
	{ "alike", { { STAGE_INGEST, "1", "batch=7\n", "a" },
	    { STAGE_INGEST, "1", "batch=7\n", "a" } }, "",
	    "All 2 processes are configured alike" },
	{ "one alone", { { STAGE_INGEST, "1", "batch=7\n", "a" } }, "",
	    "The one process has nothing to differ from" },
	{ "another batch", { { STAGE_INGEST, "1", "batch=7\n", "a" },
	    { STAGE_INGEST, "1", "batch=8\n", "b" } },
	    "ingest batch: 7*1 8*1",
	    "1 setting differs between processes of a kind" },
	{ "one as by default", { { STAGE_INGEST, "1", "", "a" },
	    { STAGE_INGEST, "1", "batch=8\n", "b" },
	    { STAGE_INGEST, "1", "", "a" } },
	    "ingest batch: (default)*2 8*1",
	    "1 setting differs between processes of a kind" },
	{ "another kind", { { STAGE_INGEST, "1", "batch=7\n", "a" },
	    { STAGE_ASSESSMENT, "1", "batch=8\n", "b" } }, "",
	    "All 2 processes are configured alike" },
	{ "another build", { { STAGE_INGEST, "1", "batch=7\n", "a" },
	    { STAGE_ASSESSMENT, "2", "batch=8\n", "b" } },
	    "all build.version: 1*1 2*1",
	    "1 setting differs between processes of a kind" },
	{ "other rules", { { STAGE_INGEST, "1", "build.rules=x\n", "a" },
	    { STAGE_ASSESSMENT, "1", "build.rules=y\n", "b" },
	    { STAGE_ASSESSMENT, "1", "build.schema=17\n", "c" } },
	    "all build.rules: x*1 y*1",
	    "1 setting differs between processes of a kind" },
	{ "a name that begins another", {
	    { STAGE_INGEST, "1", "credit_bytes=1\ncredit=5\n", "a" },
	    { STAGE_INGEST, "1", "credit_bytes=1\ncredit=6\n", "b" } },
	    "ingest credit: 5*1 6*1",
	    "1 setting differs between processes of a kind" },
	{ "two, and one that is cut off", {
	    { STAGE_INGEST, "1", "a=1\nb=2\n", "a" },
	    { STAGE_INGEST, "1", "a=2\nb=", "b" } },
	    "ingest a: 1*1 2*1|ingest b: 2*1 *1",
	    "2 settings differ between processes of a kind" },
	{ "alike as far as it is listed", {
	    { STAGE_INGEST, "1", "a=1\n", "x" },
	    { STAGE_INGEST, "1", "a=1\n", "y" } },
	    "ingest what is not listed: x*1 y*1",
	    "1 setting differs between processes of a kind" },
	{ "an older one says nothing", {
	    { STAGE_INGEST, "1", "a=1\n", "x" },
	    { STAGE_INGEST, "1", "a=1\n", "x" },
	    { STAGE_INGEST, "1", "", "" } }, "",
	    "All 2 processes are configured alike; 1 says nothing of it" },
	{ "all are older", { { STAGE_INGEST, "1", "", "" },
	    { STAGE_INGEST, "1", NULL, NULL } }, "",
	    "How the processes are configured is not known" },
	{ "nobody", { { STAGE_NONE, "", "", "" } }, "",
	    "How the processes are configured is not known" },
	{ "a key that is said twice", {
	    { STAGE_INGEST, "1", "a=1\na=1\na=3\n", "x" },
	    { STAGE_INGEST, "1", "a=2\n", "y" } }, "ingest a: 1*1 2*1",
	    "1 setting differs between processes of a kind" },
	{ "what is no list", { { STAGE_INGEST, "1", "\n\n=\n==\nx", "a" },
	    { STAGE_INGEST, "1", "\n\n=\n==\nx", "a" } }, "",
	    "All 2 processes are configured alike" },
};

static void
those_of_a_kind_are_compared(void **state)
{
	struct buf	 b = { 0 };
	size_t		 i;

	(void)state;
	for (i = 0; i < COUNT(fleets); i++) {
		struct fleet	 f = { .arena = arena_new(0) };

		gather(&f, fleets[i].worker);
		buf_clear(&b);
		if (fleet_say(&f, &b) != (*fleets[i].differ != '\0') ||
		    strcmp(b.data, fleets[i].says) != 0 ||
		    strcmp(differences(&f), fleets[i].differ) != 0)
			fail_msg("%s: \"%s\", %s", fleets[i].label, b.data,
			    differences(&f));
		arena_free(&f.arena);
	}
	buf_release(&b);
}

static void
many_are_counted_and_few_are_named(void **state)
{
	struct fleet		 f = { .arena = arena_new(0) };
	struct worker_report	 r[60] = { { .stage = STAGE_INGEST } };
	struct frame		 report = { .worker = r, .nworker = COUNT(r),
				    .instance = "b", .name = "broker",
				    .build = "1" };
	struct buf		 b = { 0 };
	size_t			 i;

	(void)state;
	for (i = 0; i < COUNT(r); i++)
		r[i] = (struct worker_report){ .stage = STAGE_INGEST,
		    .name = "w", .build = "1",
		    .instance = arena_printf(f.arena, "%012zu", i),
		    .told = { arena_printf(f.arena, "batch=%zu\n",
		    i < 30 ? 5 : i), "x", 61000 } };
	fleet_add(&f, &report);
	fleet_compare(&f);
	assert_int_equal(f.n, 61);
	assert_int_equal(f.ndifference, 1);
	assert_int_equal(f.difference[0].n, CAMPS);
	assert_null(f.difference[0].camp[CAMPS - 1].value);
	assert_int_equal(f.difference[0].camp[CAMPS - 1].n, 30 - CAMPS + 2);
	camp_say(&f.difference[0].camp[0], &b);
	assert_non_null(strstr(b.data, "w 000000000000 for 1 min 1 s, "));
	assert_non_null(strstr(b.data, " and 25 more"));
	buf_release(&b);
	arena_free(&f.arena);
}

/* "k<of>-0=" and so on, as many as a peer may say. */
static const char *
lines(struct arena *a, size_t of, int n)
{
	struct buf	 b = { 0 };
	const char	*text;
	int		 i;

	for (i = 0; i < n; i++)
		buf_printf(&b, "%zx.%x=\n", of, i);
	text = arena_text(a, b.data);
	buf_release(&b);
	return text;
}

enum { RUDE = 64 };

static const struct {
	const char	*label;
	size_t		 guests;
	int		 lines;
	size_t		 differ;
	const char	*says;
} rude[] = {
	{ "as many as are kept", 2, 50, 100, "100 settings differ " },
	{ "of one no more keys than these", 1, 500, 100,
	    "100 settings differ " },
	{ "one more", 3, 34, 100, "More than 100 settings differ " },
	{ "all that there may be", RUDE, 500, 100,
	    "More than 100 settings differ " },
};

/* What a fleet takes has a bound, whatever its members say. */
static void
those_who_say_much_are_cut_short(void **state)
{
	struct guest_report	 r[RUDE + 1];
	struct buf		 b = { 0 };
	size_t			 i, k;

	(void)state;
	for (i = 0; i < COUNT(rude); i++) {
		struct fleet	 f = { .arena = arena_new(0) };
		struct frame	 report = { .guest = r,
				    .nguest = rude[i].guests + 1 };

		for (k = 0; k < report.nguest; k++)
			r[k] = (struct guest_report){ "sixthkey-web",
			    arena_printf(f.arena, "%012zu", k), "w", "1",
			    { k == rude[i].guests ? "" : lines(f.arena, k,
			    rude[i].lines), "x", 1 } };
		fleet_add(&f, &report);
		fleet_compare(&f);
		buf_clear(&b);
		if (fleet_say(&f, &b) != 1 ||
		    strncmp(b.data, rude[i].says, strlen(rude[i].says)) != 0 ||
		    f.ndifference != rude[i].differ ||
		    arena_used(f.arena) > 1000000)
			fail_msg("%s: %s, %zu bytes", rude[i].label, b.data,
			    arena_used(f.arena));
		arena_free(&f.arena);
	}
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(a_process_says_how_it_was_built_and_set),
		cmocka_unit_test(a_long_list_is_cut_between_lines),
		cmocka_unit_test(those_of_a_kind_are_compared),
		cmocka_unit_test(many_are_counted_and_few_are_named),
		cmocka_unit_test(those_who_say_much_are_cut_short),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
