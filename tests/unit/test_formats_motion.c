/*
 * What people decide becomes an event, or a sentence that says why not.
 */
#include "formats/motion.h"
#include "rules/day.h"
#include "tests/lib/test.h"

#define DIGEST	"0123456789abcdef0123456789abcdef" \
		"0123456789abcdef0123456789abcdef"

static const struct row {
	const char	*label, *motion, *author, *approver;
	struct motion_word word[6];
	const char	*error;		/* NULL: it becomes an event */
} rows[] = {
	{ "an award as proposed", "award", "a.khan", "b.osei",
	    { { "rating", "good" }, { "on", "2026-11-02" },
	      { "proposed", "good" } }, NULL },
	{ "an award that differs, with its reason", "award", "a.khan", "b.osei",
	    { { "rating", "good" }, { "on", "2026-11-02" },
	      { "proposed", "inadequate" }, { "reason", "new evidence" } },
	    NULL },
	{ "an award that differs, without", "award", "a.khan", "b.osei",
	    { { "rating", "good" }, { "on", "2026-11-02" },
	      { "proposed", "inadequate" } }, "/award/reason: is missing" },
	{ "one person for both", "award", "a.khan", "a.khan",
	    { { "rating", "good" }, { "on", "2026-11-02" } },
	    "expected a second person" },
	{ "one person for both, where the event has room for one", "publish",
	    "a.khan", "a.khan", { { "about", DIGEST }, { "on", "2026-11-02" } },
	    "expected a second person" },
	{ "no such rating", "award", "a.khan", "b.osei",
	    { { "rating", "godo" }, { "on", "2026-11-02" } }, "godo" },
	{ "a word that is not asked for", "award", "a.khan", "b.osei",
	    { { "ratng", "good" } }, "did you mean \"rating\"" },
	{ "a person named by hand", "award", "a.khan", "b.osei",
	    { { "approver", "c.else" } }, "award does not ask for it" },
	{ "nothing is filled in", "award", "a.khan", "b.osei",
	    { { "reason", "" } }, "/award/rating" },
	{ "a day that has not come", "award", "a.khan", "b.osei",
	    { { "rating", "good" }, { "on", "2031-01-01" } }, "/award/on" },
	{ "a deviation", "deviate", "a.khan", "b.osei",
	    { { "question", "overall" }, { "rated", "2026-11-02" },
	      { "from", "requires_improvement" }, { "to", "good" },
	      { "reason", "recovered" }, { "reference", "panel 7" } }, NULL },
	{ "a deviation without a reason", "deviate", "a.khan", "b.osei",
	    { { "question", "overall" }, { "rated", "2026-11-02" },
	      { "to", "good" } }, "needs a reason" },
	{ "a version is approved", "publish", "a.khan", "b.osei",
	    { { "about", DIGEST }, { "on", "2026-11-02" } }, NULL },
	{ "a version that is no digest", "publish", "a.khan", "b.osei",
	    { { "about", "v7" }, { "on", "2026-11-02" } },
	    "/workflow/about" },
	{ "a version is withheld", "withhold", "a.khan", "b.osei",
	    { { "about", DIGEST }, { "on", "2026-11-02" },
	      { "text", "wait for the panel" } }, NULL },
	{ "an event is withdrawn", "withdraw", "a.khan", "b.osei",
	    { { "source", "/inspections/x" }, { "id", "RGT/1" },
	      { "reason", "another trust's" } }, NULL },
	{ "a review is opened", "open-review", "a.khan", "b.osei",
	    { { "on", "2026-11-02" }, { "role", "chief executive" },
	      { "text", "process not followed" } }, NULL },
	{ "a review by somebody who may not ask", "open-review", "a.khan",
	    "b.osei", { { "on", "2026-11-02" }, { "role", "porter" } },
	    "may not ask" },
};

static int
make(const struct row *r, struct arena *a, struct event *ev, struct err *e)
{
	struct motion	 m = { motion_find(r->motion), "RGT", "/console",
			    "motion/1", r->author, r->approver, r->word, 0 };

	assert_non_null(m.kind);
	while (m.nword < 6 && r->word[m.nword].name != NULL)
		m.nword++;
	return motion_event(&m, day_parse("2026-11-22").serial, a, ev, e);
}

static void
motions_become_events(void **state)
{
	struct arena	*a = arena_new(0);
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct row	*r = &rows[i];
		struct err		 e = { 0 };
		struct event		 ev;
		int			 rc = make(r, a, &ev, &e);

		if ((rc == 0) != (r->error == NULL))
			fail_msg("%s: %s", r->label, rc == 0 ? "an event" :
			    e.text);
		if (rc != 0 && strstr(e.text, r->error) == NULL)
			fail_msg("%s: says %s", r->label, e.text);
		if (rc == 0 && (ev.kind != motion_find(r->motion)->kind ||
		    strcmp(event_subject(&ev), "RGT") != 0))
			fail_msg("%s: is another event", r->label);
	}
	arena_free(&a);
}

static void
both_persons_stand_in_the_event(void **state)
{
	struct arena	*a = arena_new(0);
	struct err	 e = { 0 };
	struct event	 ev;

	(void)state;
	assert_int_equal(make(&rows[0], a, &ev, &e), 0);
	assert_string_equal(ev.award->author, "a.khan");
	assert_string_equal(ev.award->approver, "b.osei");
	arena_free(&a);
}

/* A field that is asked for exists, so that a form can show it. */
static void
every_field_is_one_of_its_kind(void **state)
{
	const struct motion_kind	*k;
	size_t				 i;

	(void)state;
	for (k = motion_kinds; k->name != NULL; k++)
		for (i = 0; k->field[i] != NULL; i++)
			if (motion_field(k, k->field[i]) == NULL)
				fail_msg("%s: no field %s", k->name,
				    k->field[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(motions_become_events),
		cmocka_unit_test(both_persons_stand_in_the_event),
		cmocka_unit_test(every_field_is_one_of_its_kind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
