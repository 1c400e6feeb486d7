/*
 * From evidence to a public rating, on a real line: a proposal, CQC's award, a
 * report; held in a clerk's words; factual accuracy by an independent reviewer;
 * approved; under review while the rating stands; a recompute that says so.
 */
#include <unistd.h>

#include "tests/lib/harvest.h"
#include "tests/lib/line.h"
#include "tests/lib/test.h"
#include "tests/lib/verb.h"

enum { SETTLE_S = 60, PATH = 300 };

static struct line	*line;
static int		 fed;

#define CLOUD(id, kind, body) \
	"{\"specversion\":\"1.0\",\"id\":\"" id "\",\"source\":\"/cqc\"," \
	"\"type\":\"uk.sixthkey." kind ".v1\",\"data\":{\"provider\":\"RGT\"," \
	body "}}\n"

/* With the day, who and in what role. */
#define WORK(id, kind, on, who, role, more) \
	CLOUD(id, kind, "\"workflow\":{\"on\":\"" on "\",\"who\":\"" who \
	"\",\"role\":\"" role "\"" more "}")

#define CELL(q, r) \
	"{\"question\":\"" q "\",\"rating\":\"" r "\"}"

static const char	registered[] = CLOUD("reg", "organisation.registered",
    "\"registration\":{\"type\":\"nhs-trust\",\"sector\":\"Acute hospital - "
    "NHS non-specialist\",\"as_of\":\"2018-01-01\"}");
static const char	evidence[] = CLOUD("evidence",
    "use-of-resources.evidenced", "\"evidence\":{\"as_of\":\"2018-10-01\","
    "\"commentary\":\"Costs fell.\",\"metric\":[{\"id\":\"staff-retention\","
    "\"value\":85.5,\"period\":\"2017/18\",\"source\":\"Model Hospital\","
    "\"national_median\":86.1,\"quartile\":3,\"peer_group\":\"large acute\","
    "\"peer_median\":85.9}]}");
static const char	proposed[] = CLOUD("proposal",
    "use-of-resources.proposed", "\"proposal\":{\"rating\":\"requires_"
    "improvement\",\"on\":\"2019-01-10\",\"report\":\"https://example.org/"
    "uor\",\"digest\":\"00ff\",\"summary\":\"It spends more than others.\","
    "\"author\":\"N. Lead\",\"finding\":[{\"area\":\"people\",\"text\":"
    "\"Agency staff cost less than before.\"}],\"recommendation\":[{\"text\":"
    "\"Spend less on agency staff.\"}]}");
static const char	award[] = CLOUD("award", "use-of-resources.awarded",
    "\"award\":{\"rating\":\"requires_improvement\",\"on\":\"2019-02-26\","
    "\"author\":\"A. Inspector\",\"approver\":\"B. Chair\"}");
static const char	report[] = CLOUD("report", "inspection.reported",
    "\"name\":\"Cambridge\",\"report\":{\"rated\":\"2019-02-26\",\"inspected\":"
    "\"2018-11-29\",\"cell\":[" CELL("safe", "good") "," CELL("effective",
    "good") "," CELL("caring", "outstanding") "," CELL("responsive",
    "requires_improvement") "," CELL("well_led", "outstanding") ","
    CELL("overall", "good") "," CELL("combined", "good") "]}");

/* One more event through the whole line. */
static void
feed(const char *event)
{
	char	 path[PATH];
	FILE	*f;

	snprintf(path, sizeof(path), "%s/%d.jsonl", harvest_folder(), fed);
	f = fopen(path, "w");
	assert_non_null(f);
	assert_true(fputs(event, f) >= 0);
	assert_int_equal(fclose(f), 0);
	VERB(0, "feed", path);
	unlink(path);
	line_settle(line, ++fed, SETTLE_S);
}

static const char *
newest(const char *what)
{
	return pg_value(pg_shared(), "select %s from sixthkey.rating_version r "
	    "join sixthkey.subject_head h using (subject) where subject = "
	    "'RGT' order by r.version desc, h.seq desc limit 1", what);
}

static void
held_because(const char *why)
{
	const char	*holds = newest("h.holds");

	assert_string_equal(newest("h.decision::text"), "1");
	if (strstr(holds, why) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", holds, why);
}

static void
approve(const char *id)
{
	char	 event[1000], digest[80];

	snprintf(digest, sizeof(digest), "%s",
	    newest("encode(r.digest, 'hex')"));
	snprintf(event, sizeof(event), "{\"specversion\":\"1.0\",\"id\":\"%s\","
	    "\"source\":\"/cqc\",\"type\":\"uk.sixthkey.publication.approved."
	    "v1\",\"data\":{\"provider\":\"RGT\",\"workflow\":{\"about\":\"%s\","
	    "\"on\":\"2019-02-26\",\"who\":\"B. Chair\"}}}\n", id, digest);
	feed(event);
}

static const char *
public(const char *what)
{
	return pg_value(pg_shared(), "select %s from sixthkey.published_version "
	    "where subject = 'RGT' order by version desc limit 1", what);
}

static void
in_public(const char *part)
{
	const char	*document = public("document");

	if (strstr(document, part) == NULL)
		fail_msg("\"%s\" is not in\n%s", part, document);
}

/* Whatever comes first: what is missing holds the version, and clears. */
static void
it_is_held_until_all_is_there(void **state)
{
	(void)state;
	pg_fresh(pg_shared());
	line = line_start(pg_shared(), 1, NULL, NULL);
	line_connect_verbs(line);
	feed(award);
	held_because("NHS Improvement's proposal has not come");
	held_because("not known to be an acute one");
	feed(report);
	feed(registered);
	held_because("NHS Improvement's proposal has not come");
	feed(proposed);
	feed(evidence);
	assert_string_equal(newest("h.holds"),
	    "Publication is not approved yet.");
	VERB(0, "get", "overdue", "--at", "2019-03-01", "-o", "csv");
	verb_said("RGT,2019-02-28,1,publication: three months from the "
	    "well-led inspection\n");
	VERB(0, "get", "overdue", "--at", "2019-02-28", "-o", "csv");
	verb_silent("RGT");
}

static void
factual_accuracy_is_looked_at_by_another(void **state)
{
	(void)state;
	feed(WORK("fa", "factual-accuracy.opened", "2019-02-04", "A. Inspector",
	    "", ""));
	held_because("The trust has until 2019-02-18");
	VERB(0, "workflow", "RGT", "-o", "csv");
	verb_said("factual-accuracy,the trust,10 working days,here,2019-02-18,"
	    "waits,");
	feed(WORK("fa-done", "factual-accuracy.closed", "2019-02-15",
	    "A. Inspector", "", ""));
	held_because("Factual accuracy was closed by A. Inspector, who had a "
	    "part in the assessment.");
	feed(WORK("fa-redone", "factual-accuracy.closed", "2019-02-16",
	    "I. Reviewer", "independent reviewer", ""));
	assert_string_equal(newest("h.holds"),
	    "Publication is not approved yet.");
}

/* Quality, use of resources and combined in one document, with NHS
 * Improvement's report and recommendations and CQC's decision. */
static void
one_document_has_all_of_it(void **state)
{
	static const char *const	parts[] = {
		"\"level\":\"quality\"", "\"level\":\"combined\"",
		"\"level\":\"use of resources\"",
		"\"report\":\"https://example.org/uor\"",
		"\"digest\":\"00ff\"", "\"summary\":\"It spends more than "
		"others.\"", "\"recommendations\":[\"Spend less on agency "
		"staff.\"]", "\"area\":\"people\",\"text\":\"Agency staff cost "
		"less than before.\"", "\"author\":\"A. Inspector\",\"approver\":"
		"\"B. Chair\"", "\"name\":\"Staff retention rate\",\"area\":"
		"\"People\",\"unit\":\"%\",\"better\":\"higher\",\"value\":85.5,"
		"\"period\":\"2017/18\",\"source\":\"Model Hospital\","
		"\"national_median\":86.1,\"quartile\":3,\"peer_group\":\"large "
		"acute\",\"peer_median\":85.9", "\"commentary\":\"Costs fell.\"",
	};
	size_t	 i;

	(void)state;
	assert_string_equal(public("count(*) over ()"), "");
	approve("approval");
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		in_public(parts[i]);
	VERB(0, "explain", "RGT");
	verb_said("Combined rating: Good");
}

static void
a_review_leaves_the_rating_in_force(void **state)
{
	(void)state;
	feed(WORK("review", "review.opened", "2019-03-10", "C. Chief",
	    "chief executive", ",\"text\":\"Not all was heard.\""));
	VERB(0, "workflow", "RGT", "-o", "csv");
	verb_said("under-review,CQC staff not of the inspection,,here,,,");
	verb_said("factual-accuracy,the trust,10 working days,,2019-02-18,"
	    "met,");
	in_public("\"under_review\":{\"since\":\"2019-03-10\"");
	in_public("\"level\":\"combined\",\"question\":\"combined\","
	    "\"awarded\":{\"rating\":\"good\"");
	feed(WORK("review-done", "review.closed", "2019-04-10", "I. Reviewer",
	    "", ",\"text\":\"It stands.\""));
	assert_null(strstr(public("document"), "under_review"));
}

/* Under the rule of two the award departs: it needs a reason to be public. */
static void
a_recompute_says_so(void **state)
{
	char	 first[20];

	(void)state;
	feed(CLOUD("recompute", "rating.recomputed", "\"recompute\":{\"on\":"
	    "\"2020-03-01\",\"reason\":\"an impact run\",\"author\":"
	    "\"R. Keeper\",\"ruleset\":\"consult-2017-11-current\"}"));
	held_because("Combined is awarded as Good where the rules give "
	    "Requires improvement, and no deviation is recorded.");
	feed(CLOUD("deviation", "rating.deviated", "\"judgement\":{"
	    "\"question\":\"combined\",\"rated\":\"2019-02-26\",\"from\":"
	    "\"requires_improvement\",\"to\":\"good\",\"reason\":\"The rule "
	    "of two was never in force.\",\"author\":\"A. Inspector\","
	    "\"approver\":\"B. Chair\",\"reference\":\"panel 7\"}"));
	assert_string_equal(newest("h.holds"),
	    "Publication is not approved yet.");
	VERB(0, "explain", "RGT");
	verb_said("Recomputed on 1 Mar 2020 under consult-2017-11-current by "
	    "R. Keeper: an impact run\n");
	approve("approval-2");
	in_public("\"recomputed\":{\"on\":\"2020-03-01\"");
	in_public("\"ruleset\":\"consult-2017-11-current\",\"row\":"
	    "\"improve-2\"");
	VERB(0, "journey", "/cqc:recompute");
	verb_said("led to a version");
	VERB(0, "get", "events", "-o", "csv");
	verb_said(",rating.recomputed,/cqc,recompute,RGT,");
	snprintf(first, sizeof(first), "%s", pg_value(pg_shared(), "select "
	    "'v' || min(version) from sixthkey.published_version"));
	VERB(0, "diff", "RGT", first, public("'v' || version"), "-o", "csv");
	verb_said("Combined rating,combined,Good,2019-02-26,Good,2019-02-26,"
	    "Good by nhs-combined-2018-03,"
	    "Requires improvement by consult-2017-11-current\n");
	line_stop(&line);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(it_is_held_until_all_is_there),
		cmocka_unit_test(factual_accuracy_is_looked_at_by_another),
		cmocka_unit_test(one_document_has_all_of_it),
		cmocka_unit_test(a_review_leaves_the_rating_in_force),
		cmocka_unit_test(a_recompute_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
