/*
 * One organisation at the console: what its ratings would be if others had been
 * given, which writes nothing, and who was there before and after it.
 */
#include "cli/cmd.h"
#include "explain/suppose.h"
#include "tests/lib/browser.h"
#include "tests/lib/harvest.h"
#include "tests/lib/test.h"
#include "tests/lib/verb.h"

enum { SETTLE_S = 120, DIGESTS = 8000 };

#define EVENT(id, kind, subject, data) \
	"{\"specversion\":\"1.0\",\"id\":\"" id "\",\"source\":\"/files/kin\"," \
	"\"type\":\"uk.sixthkey." kind ".v1\",\"subject\":\"" subject "\"," \
	"\"data\":{" data "}}\n"
#define KIN(of, other, is, rest) \
	EVENT(of "/" other, "organisation.succeeded", of, "\"succession\":{" \
	    "\"other\":\"" other "\",\"is\":\"" is "\"" rest "}")

/* Two that merged, each told by its own side; services that moved, told in part;
 * and a trust of a kind that is not rated for use of resources, with a rating
 * that was given to another. */
static const char events[] =
    KIN("RRK", "RR1", "predecessor", ",\"on\":\"2018-04-01\",\"reason\":"
	"\"a merger of <two>\",\"separate_until\":\"2020-04-01\"")
    EVENT("RR1", "organisation.registered", "RR1", "\"name\":\"Heart of "
	"England\",\"registration\":{\"type\":\"nhs-trust\"}")
    KIN("RR1", "RRK", "successor", ",\"on\":\"2018-04-01\"")
    KIN("RA7", "RZ9", "predecessor", ",\"on\":\"2019-05\",\"reason\":\"\"")
    EVENT("RW1", "organisation.registered", "RW1", "\"name\":\"Southern\","
	"\"registration\":{\"type\":\"nhs-trust\",\"sector\":"
	"\"mental health\"}")
    EVENT("RW1/1", "inspection.reported", "RW1", "\"report\":{\"rated\":"
	"\"2020-01-23\",\"cell\":[{\"question\":\"safe\",\"rating\":\"good\"}"
	",{\"question\":\"effective\",\"rating\":\"good\"},{\"question\":"
	"\"caring\",\"rating\":\"good\"},{\"question\":\"responsive\","
	"\"rating\":\"good\"},{\"question\":\"well_led\",\"rating\":"
	"\"good\",\"inherited\":true}]}")
    KIN("RW1", "RGT", "predecessor", ",\"on\":\"2019-04-01\"");

static const char *
events_file(void)
{
	static char	 path[300];
	FILE		*f;

	snprintf(path, sizeof(path), "%s/kin.jsonl", harvest_folder());
	assert_non_null(f = fopen(path, "w"));
	assert_true(fputs(events, f) >= 0);
	assert_int_equal(fclose(f), 0);
	return path;
}

static int
set_up(void **state)
{
	(void)state;
	webline_start(&browser_line);
	browser_person("vera", "viewer");
	line_connect_verbs(browser_line.line);
	VERB(EXIT_OK, "feed", "examples/trusts.csv", "examples/yeovil.json",
	    events_file());
	line_settle(browser_line.line, 1, SETTLE_S);
	return 0;
}

/* A digest of each table, but for what lives on by itself: sessions, programs,
 * tallies. */
static void
read_rows(char out[DIGESTS])
{
	const char	*digests = pg_value(browser_line.pg,
			    "select string_agg(relname || ' ' || "
			    "(xpath('/row/d/text()', query_to_xml(format("
			    "'select md5(string_agg(t::text, '','' order by "
			    "t::text)) as d, count(*) from sixthkey.%%I t', "
			    "relname), true, true, '')))[1]::text, '; ' "
			    "order by relname) from pg_class where "
			    "relnamespace = 'sixthkey'::regnamespace and "
			    "relkind = 'r' and relname !~ "
			    "'^(session|node|tally|aside_settled|"
			    "broker_lease)'");

	assert_non_null(strstr(digests, "event "));
	assert_true(snprintf(out, DIGESTS, "%s", digests) < DIGESTS);
}

/* ---- what if ---------------------------------------------------------------- */

static const struct {
	const char	*label, *path, *has[4];
} asked[] = {
	{ "nothing yet", "/whatif/RGT", { "Nothing is supposed yet",
	    "as it is: Outstanding", "<code>sixthkey whatif RGT safe=good" } },
	{ "both overalls", "/whatif/rgt?use_of_resources=good&responsive=good"
	    "&safe=", { "With that, overall quality would be Outstanding "
	    "instead of Good, and the combined rating would be Outstanding "
	    "instead of Good. Nothing was written.",
	    "<code>sixthkey whatif RGT use_of_resources=good responsive=good<",
	    "nhs-combined-2018-03, row outstanding-2 (second-hand); one more "
	    "Good in place of one Outstanding would make it Good",
	    "href=\"/whatif/rgt?use_of_resources=good&amp;responsive=good\">"
	    "Link to this page" } },
	{ "neither", "/whatif/RGT?safe=good", { "With that, overall quality "
	    "would stay Good, and the combined rating would stay Good",
	    "<option value=\"good\" selected>" } },
	{ "worse", "/whatif/RGT?safe=inadequate", { "▼ worse</td><td "
	    "class=\"text\">supposed", "overall quality would be Requires "
	    "improvement instead of Good" } },
	{ "services, a line each", "/whatif/RA430?more=surgery:safe%3D"
	    "inadequate%0D%0A%0D%0A+RA430/Maternity:safe%3Dinadequate%0D%0A",
	    { "the overall rating would be Requires improvement instead of "
	    "Good", "Safe, Surgery</th>", "nhs-quality-2017-06, row "
	    "inadequate-2 (inferred); there is nothing worse",
	    ">surgery:safe=inadequate\n RA430/Maternity:safe=inadequate\n"
	    "</textarea>" } },
	{ "a name with blanks", "/whatif/RA430?more=Critical+care:safe=good",
	    { "whatif RA430 &#39;Critical care:safe=good&#39;" } },
	{ "unknown inputs", "/whatif/RA2?safe=good", { "would stay between "
	    "Inadequate and Outstanding", "not stated in any report" } },
	{ "merged, not aggregated yet", "/whatif/RRK?safe=inadequate",
	    { "overall quality would be Requires improvement instead of Good",
	    "the rules give nothing: services that merged are not aggregated "
	    "yet" } },
	{ "without use of resources", "/whatif/RW1?safe=inadequate",
	    { "With that, overall quality would be Requires improvement instead "
	    "of Good. Nothing was written." } },
};

static void
it_is_answered(void **state)
{
	struct browser	 vera = browser_sign_in("vera");
	size_t		 i, k;

	(void)state;
	for (i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
		browser_get(&vera, asked[i].path);
		for (k = 0; k < 4 && asked[i].has[k] != NULL; k++)
			browser_expect(asked[i].label, 200, asked[i].has[k]);
	}
	browser_get(&vera, "/whatif/RW1");
	assert_null(strstr(browser_answer.text, "if-use_of_resources"));
}

/* What is wrong is said on the page, where it can be mended, and to a program. */
static const struct {
	const char	*label, *path;
	int		 status;
	const char	*says;
} refused[] = {
	{ "no such rating", "/whatif/RGT?safe=godo", 422,
	    "godo&quot; is not a rating: inadequate" },
	{ "no such question", "/whatif/RGT?sale=good", 422,
	    "sale&quot; is not a key question: safe" },
	{ "an overall", "/whatif/RGT?overall=good", 422,
	    "overall&quot; is not a key question" },
	{ "no supposition", "/whatif/RGT?more=safe", 422,
	    "say safe=good, not &quot;safe&quot;" },
	{ "twice", "/whatif/RGT?safe=good&more=SAFE%3Dinadequate", 422,
	    "safe is supposed twice" },
	{ "markup", "/whatif/RGT?safe=%3Cb%3E", 422, "&lt;b&gt;" },
	{ "no such service", "/whatif/RA430?more=surgry:safe%3Dgood", 422,
	    "did you mean &quot;Surgery&quot;?" },
	{ "no such location", "/whatif/RA4?more=RA999/A:safe%3Dgood", 422,
	    "nothing is known of a location &quot;RA999&quot;" },
	{ "resources of a location", "/whatif/RA430?use_of_resources=good",
	    422, "for an NHS trust as a whole, and RA430 is none" },
	{ "resources of a mental health trust",
	    "/whatif/RW1?use_of_resources=good", 422, "use of resources is not "
	    "rated for RW1: its sector is mental health" },
	{ "a trust without ratings", "/whatif/RR1?safe=good", 422,
	    "nothing of RR1 is rated yet" },
	{ "no such trust", "/whatif/RZZ?safe=good", 404,
	    "Nothing is known of &quot;RZZ&quot;" },
};

static const char *
too_many(void)
{
	static char	path[1000] = "/whatif/RGT?more=";
	size_t		n = strcspn(path, "=") + 1;
	int		i;

	for (i = 0; i <= SUPPOSE_MAX; i++)
		n += (size_t)snprintf(path + n, sizeof(path) - n,
		    "safe=good%%0A");
	assert_true(n < sizeof(path));
	return path;
}

static void
what_cannot_be_is_refused(void **state)
{
	struct browser	 vera = browser_sign_in("vera");
	char		 json[BROWSER_PATH];
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		browser_get(&vera, refused[i].path);
		browser_expect(refused[i].label, refused[i].status,
		    refused[i].says);
		assert_null(strstr(browser_answer.text, "<h2>The answer"));
		snprintf(json, sizeof(json), "%s&format=json",
		    refused[i].path);
		browser_get(&vera, json);
		browser_expect(refused[i].label, refused[i].status,
		    "application/problem+json");
	}
	browser_get(&vera, too_many());
	browser_expect("too many", 422, "suppose at most 40 ratings");
	browser_get(&vera, "/whatif/RGT?safe=godo&caring=good");
	browser_expect("the form is there again", 422, "name=\"caring\"");
	browser_get(&(struct browser){ "" }, "/whatif/RGT?safe=good");
	browser_expect("nobody", 303, "Location: /signin?to=");
	browser_post(&vera, "/whatif/RGT", "", "safe=good");
	browser_expect("no deed", 404, "nothing to do here");
}

static void
a_program_is_answered(void **state)
{
	struct browser	 vera = browser_sign_in("vera");

	(void)state;
	browser_get(&vera, "/whatif/RGT?use_of_resources=good&format=json");
	browser_expect("supposed", 200, "{\"what\":\"use_of_resources\","
	    "\"title\":\"Use of resources\",\"awarded\":"
	    "\"requires_improvement\",\"now\":{\"rating\":"
	    "\"requires_improvement\",\"low\":\"requires_improvement\",\"high\":"
	    "\"requires_improvement\"},\"then\":{\"rating\":\"good\",\"low\":"
	    "\"good\",\"high\":\"good\"},\"change\":\"better\",\"supposed\":"
	    "true,\"made\":null}");
	browser_expect("stays", 200, "\"change\":\"same\",\"supposed\":false,"
	    "\"made\":{\"level\":\"combined\"");
	browser_expect("why", 200, "\"row\":\"good\"");
	browser_expect("the margin", 200, "\"upward\":\"Outstanding needs");
	browser_expect("the command", 200, "\"command\":\"sixthkey whatif RGT "
	    "use_of_resources=good\"");
}

/* It is what the command says, and nothing has been written. */
static void
it_writes_nothing(void **state)
{
	static char	before[DIGESTS], after[DIGESTS];

	read_rows(before);
	it_is_answered(state);
	what_cannot_be_is_refused(state);
	a_program_is_answered(state);
	VERB(EXIT_OK, "whatif", "RGT", "use_of_resources=good",
	    "responsive=good", "-o", "csv");
	verb_said("combined,Good,Outstanding,nhs-combined-2018-03,"
	    "outstanding-2");
	read_rows(after);
	assert_string_equal(before, after);
}

/* ---- before and after it ---------------------------------------------------- */

static const struct {
	const char	*label, *path, *has;
} kin[] = {
	{ "a predecessor", "/trusts/RRK", "Took over from <a href=\"/trusts/"
	    "RR1\">Heart of England (RR1)</a> on 1 Apr 2018: a merger of "
	    "&lt;two&gt;; its ratings are not aggregated before 1 Apr 2020." },
	{ "a successor", "/trusts/rr1", "Succeeded by <a href=\"/trusts/RRK\">"
	    "University Hospitals Birmingham NHS Foundation Trust (RRK)</a> on "
	    "1 Apr 2018." },
	{ "one that is not known", "/trusts/RA7", "Took over from RZ9, of which "
	    "nothing else is known, in May 2019." },
	{ "whose rating it was", "/trusts/RW1",
	    "<td>given to <a href=\"/trusts/RGT\">RGT</a></td>" },
	{ "as JSON", "/trusts/RRK?format=json", "\"predecessors\":[{\"id\":"
	    "\"RR1\",\"on\":\"2018-04-01\",\"reason\":\"a merger of <two>\"}],"
	    "\"successors\":[],\"not_aggregated\":{\"until\":\"2020-04-01\"" },
	{ "as JSON", "/trusts/RR1?format=json", "\"predecessors\":[],"
	    "\"successors\":[{\"id\":\"RRK\",\"on\":\"2018-04-01\"" },
	{ "none", "/trusts/RGT?format=json", "\"predecessors\":[],"
	    "\"successors\":[]" },
};

static void
who_was_before_and_after(void **state)
{
	struct browser	 vera = browser_sign_in("vera");
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(kin) / sizeof(kin[0]); i++) {
		browser_get(&vera, kin[i].path);
		browser_expect(kin[i].label, 200, kin[i].has);
	}
	browser_get(&vera, "/trusts/RGT");
	browser_expect("the form", 200, "action=\"/whatif/RGT\"");
	assert_null(strstr(browser_answer.text, "Took over"));
	assert_null(strstr(browser_answer.text, "Succeeded"));
	browser_get(&vera, "/trusts/RR1");
	assert_null(strstr(browser_answer.text, "action=\"/whatif"));
	browser_get(&vera, "/trusts/RZ9");
	browser_expect("who is not known", 404, "Nothing is known of");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_answered),
		cmocka_unit_test(what_cannot_be_is_refused),
		cmocka_unit_test(a_program_is_answered),
		cmocka_unit_test(it_writes_nothing),
		cmocka_unit_test(who_was_before_and_after),
	};

	return cmocka_run_group_tests(tests, set_up, browser_down);
}
