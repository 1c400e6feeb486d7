/*
 * What is to become of the newest version, as the work on it goes on: held,
 * approved, under embargo, withheld, suspended; whatever came first.
 */
#include "base/digest.h"
#include "proto/document.h"
#include "proto/event_text.h"
#include "tests/lib/test.h"

enum { STEPS = 5 };

#define REPORT	"/cqc | report | inspection.reported\n" \
	"provider: RGT\nrated: 2019-02-26\ncell: - | - | safe | good\n"
#define WORK(id, kind, on) \
	"/cqc | " id " | " kind "\nprovider: RGT\non: " on "\nwho: B. Chair\n"
#define APPROVE(on)	WORK("approve", "publication.approved", on) "about: @\n"

/* Events of one trust; '@' stands for the digest of the document that REPORT
 * alone gives. */
static const struct row {
	const char	*label, *event[STEPS];
	enum decision	 want;
	const char	*because;
} rows[] = {
	{ "a draft", { REPORT }, DECISION_HOLD, "not approved" },
	{ "approved", { REPORT, APPROVE("2019-02-25") },
	    DECISION_RELEASE, "" },
	{ "another document was approved", { REPORT,
	    WORK("approve", "publication.approved", "2019-02-25")
	    "about: 00\n" }, DECISION_HOLD, "not approved" },
	{ "under embargo", { REPORT, APPROVE("2019-02-25")
	    "until: 2019-03-01\n" }, DECISION_HOLD, "embargo until 2019-03-01" },
	{ "the day of the embargo has come", { REPORT, APPROVE("2019-02-25")
	    "until: 2019-03-01\n", "/sixthkey/clock | embargo/RGT/2019-03-01 | "
	    "clock.reached\nprovider: RGT\non: 2019-03-01\nrule: embargo\n" },
	    DECISION_RELEASE, "" },
	{ "withheld after the approval", { REPORT, APPROVE("2019-02-25"),
	    WORK("no", "publication.withheld", "2019-02-26") },
	    DECISION_WITHHOLD, "withheld since 2019-02-26" },
	{ "approved after it was withheld", { REPORT, APPROVE("2019-02-27"),
	    WORK("no", "publication.withheld", "2019-02-26") },
	    DECISION_RELEASE, "" },
	{ "in factual accuracy", { REPORT, APPROVE("2019-02-25"),
	    WORK("open", "factual-accuracy.opened", "2019-02-04") },
	    DECISION_HOLD, "until 2019-02-18 to say" },
	{ "in factual accuracy, extended", { REPORT, APPROVE("2019-02-25"),
	    WORK("open", "factual-accuracy.opened", "2019-02-04")
	    "extended_days: 5\n" }, DECISION_HOLD, "until 2019-02-25 to say" },
	{ "factual accuracy is closed", { REPORT, APPROVE("2019-02-25"),
	    WORK("open", "factual-accuracy.opened", "2019-02-04"),
	    WORK("close", "factual-accuracy.closed", "2019-02-11") },
	    DECISION_RELEASE, "" },
	{ "its ten working days are over", { REPORT, APPROVE("2019-02-25"),
	    WORK("open", "factual-accuracy.opened", "2019-02-04"),
	    "/sixthkey/clock | factual-accuracy/RGT/2019-02-18 | clock.reached\n"
	    "provider: RGT\non: 2019-02-18\nrule: factual-accuracy\n" },
	    DECISION_RELEASE, "" },
	{ "under review it stays public", { REPORT, APPROVE("2019-02-25"),
	    WORK("review", "review.opened", "2019-03-10") },
	    DECISION_RELEASE, "" },
	{ "suspended", { REPORT, APPROVE("2019-02-25"),
	    WORK("stop", "rating.suspended", "2019-03-10") },
	    DECISION_SUSPEND, "" },
	{ "resumed", { REPORT, APPROVE("2019-02-25"),
	    WORK("stop", "rating.suspended", "2019-03-10"),
	    WORK("go", "rating.resumed", "2019-04-10") },
	    DECISION_RELEASE, "" },
	{ "a retracted approval", { REPORT, APPROVE("2019-02-25"),
	    "/cqc | oops | event.retracted\nprovider: RGT\n"
	    "amendment.source: /cqc\namendment.id: approve\n"
	    "amendment.reason: a slip\namendment.author: A\n" },
	    DECISION_HOLD, "not approved" },
	{ "a correction of what has not come", { REPORT,
	    "/cqc | oops | event.retracted\nprovider: RGT\n"
	    "amendment.source: /cqc\namendment.id: nothing\n"
	    "amendment.reason: a slip\namendment.author: A\n" },
	    DECISION_HOLD, "names an event that has not come" },
};

/* The lines of an event, '@' replaced. */
static const struct event *
read_event(const char *text, const char *about, struct arena *a)
{
	struct event_text	*t = ARENA_NEW(a, struct event_text);
	struct err		 e;
	int			 first = 1;

	while (*text != '\0') {
		size_t	 len = strcspn(text, "\n");
		char	*line = arena_textn(a, text, len);
		char	*colon = strstr(line, ": ");
		int	 rc;

		text += len + (text[len] == '\n');
		if (first)
			rc = event_text_begin(t, line, a, &e);
		else {
			*colon = '\0';
			rc = event_text_line(t, line, strcmp(colon + 2, "@") ==
			    0 ? about : colon + 2, a, &e);
		}
		if (rc != 0)
			fail_msg("%s", e.text);
		first = 0;
	}
	return event_text_end(t);
}

/* The document of the events, in this order or the other way round. */
static struct document
make(const struct row *r, const char *about, int backward, struct arena *a)
{
	struct state	 st = { .subject = "RGT" };
	struct statement s;
	size_t		 n = 0, i;

	while (n < STEPS && r->event[n] != NULL)
		n++;
	for (i = 0; i < n; i++) {
		statement_make(read_event(r->event[backward ? n - 1 - i : i],
		    about, a), &s);
		state_merge(&st, &s, 1, a, &st);
	}
	return document_make(&st, a);
}

static const char *
digest_of_report(struct arena *a)
{
	struct document	 d = make(&rows[0], "", 0, a);
	uint8_t		 bytes[DIGEST_SIZE];
	char		 hex[DIGEST_HEX];

	digest(d.bytes.data, d.bytes.len, bytes);
	return arena_text(a, digest_hex(bytes, sizeof(bytes), hex));
}

static void
the_work_decides(void **state)
{
	struct arena	*a = arena_new(0);
	const char	*about = digest_of_report(a);
	size_t		 i;
	int		 backward;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (backward = 0; backward < 2; backward++) {
			const struct row	*r = &rows[i];
			struct document		 d = make(r, about, backward,
						    a);

			if (d.decision != r->want ||
			    strstr(d.holds, r->because) == NULL ||
			    (r->because[0] == '\0' && d.holds[0] != '\0'))
				fail_msg("%s: %d, %s", r->label, d.decision,
				    d.holds);
		}
	arena_free(&a);
}

/* What time brings is the same event, whichever broker says it. */
static void
a_day_is_one_event(void **state)
{
	struct arena	*a = arena_new(0);
	struct event	 trust, home;
	struct err	 e;
	struct day	 on = day_parse("2019-03-01");

	(void)state;
	deadline_event("RGT", RULE_EMBARGO, on, a, &trust);
	deadline_event("1-1000587219", RULE_DISPLAY, on, a, &home);
	assert_string_equal(trust.source_id, "embargo/RGT/2019-03-01");
	assert_string_equal(event_subject(&trust), "RGT");
	assert_string_equal(event_subject(&home), "1-1000587219");
	assert_int_equal(event_check(&trust, on.serial, &e), 0);
	assert_int_equal(event_check(&home, on.serial, &e), 0);
	assert_int_equal(event_check(&trust, on.serial - 1, &e), -1);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(the_work_decides),
		cmocka_unit_test(a_day_is_one_event),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
