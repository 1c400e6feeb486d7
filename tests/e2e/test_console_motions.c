/*
 * Decisions at the console: one person proposes, another carries, and the line
 * gets an event with both names, once.
 */
#include "tests/lib/browser.h"
#include "tests/lib/test.h"

#define ASK	"/propose/award?subject=RZ9"
#define AWARD	"kind=award&subject=RZ9&rating=good&on=2020-02-05" \
		"&proposed=good&why=as+agreed"
#define EVENTS	"event where source = '/sixthkey/console'"

static int
set_up(void **state)
{
	(void)state;
	webline_start(&browser_line);
	browser_person("vera", "viewer");
	browser_person("rita", "viewer reviewer");
	browser_person("omar", "viewer reviewer approver");
	return 0;
}

/* What can never be an event is not even proposed. */
static void
what_is_wrong_is_not_proposed(void **state)
{
	static const struct {
		const char	*label, *fields;
		int		 status;
		const char	*says;
	} rows[] = {
		{ "no such rating", "kind=award&subject=RZ9&rating=godo"
		    "&on=2020-02-05&why=x", 422, "godo" },
		{ "a reason is missing", "kind=award&subject=RZ9&rating=good"
		    "&on=2020-02-05&proposed=inadequate&why=x", 422,
		    "/award/reason: is missing" },
		{ "no why", "kind=award&subject=RZ9&rating=good"
		    "&on=2020-02-05&why=+", 422, "say why" },
		{ "no such kind", "kind=crown&subject=RZ9&why=x", 422,
		    "nothing of that name" },
		{ "about nobody", "kind=award&subject=&rating=good"
		    "&on=2020-02-05&why=x", 422, "/provider: is missing" },
	};
	struct browser	 rita = browser_sign_in("rita"),
			 vera = browser_sign_in("vera");
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		browser_act(&rita, ASK, "/propose", rows[i].fields);
		browser_expect(rows[i].label, rows[i].status, rows[i].says);
	}
	browser_get(&vera, ASK);
	browser_expect("a viewer asks", 403, "may not see");
	browser_post(&vera, "/propose", "", AWARD);
	browser_expect("a viewer proposes", 403, "Nothing was done");
	assert_int_equal(browser_count("motion"), 0);
}

static void
it_takes_two(void **state)
{
	struct browser	 rita = browser_sign_in("rita"),
			 omar = browser_sign_in("omar");

	(void)state;
	browser_act(&rita, ASK, "/propose", AWARD);
	browser_expect("proposed", 303, "Location: /decisions");
	browser_act(&omar, ASK, "/propose", AWARD);
	browser_expect("another", 303, "Location: /decisions");
	assert_int_equal(browser_count(EVENTS), 0);

	browser_post(&rita, "/carry", "", "motion=1&reason=x&token=x");
	browser_expect("a reviewer carries", 403, "your role may not");
	browser_act(&omar, "/decisions", "/carry", "motion=2&reason=mine");
	browser_expect("who proposed it carries", 422, "second person");
	browser_act(&omar, "/decisions", "/carry", "motion=1&reason=");
	browser_expect("no reason", 422, "give a reason");
	browser_act(&omar, "/decisions", "/carry", "motion=77&reason=x");
	browser_expect("no such motion", 404, "no such proposal");
	assert_int_equal(browser_count("motion_end"), 0);

	browser_act(&omar, "/decisions", "/carry", "motion=1&reason=I+agree");
	browser_expect("carried", 303, "Location: /decisions");
	browser_wait(EVENTS, 1);
	browser_wait("combination", 1);
	browser_get(&omar, "/events/1");
	browser_expect("the author", 200, "rita");
	browser_expect("the approver", 200, "omar");
	assert_int_equal(browser_count("audit where who in ('rita', 'omar') "
	    "and what in ('propose award', 'carry award')"), 3);
}

/* Its form is gone, so that of another is taken. */
static void
what_is_decided_stays_decided(void **state)
{
	struct browser	 rita = browser_sign_in("rita"),
			 omar = browser_sign_in("omar");

	(void)state;
	browser_act(&rita, ASK, "/propose", AWARD);
	browser_act(&omar, "/decisions", "/carry", "motion=1&reason=again");
	browser_expect("carried twice", 409, "omar has decided it meanwhile");
	browser_act(&omar, "/decisions", "/decline", "motion=1&reason=no");
	browser_expect("declined behind", 409, "has decided it meanwhile");
	browser_act(&rita, "/decisions", "/decline", "motion=2&reason=no");
	browser_expect("declined by another reviewer", 403, "only an approver");
	browser_act(&omar, "/decisions", "/decline", "motion=2&reason=mine");
	browser_expect("taken back", 303, "Location: /decisions");
	browser_get(&omar, "/decisions?format=json");
	browser_expect("as JSON", 200, "\"state\":\"declined\"");
	assert_int_equal(browser_count(EVENTS), 1);
}

/* The page of the trust leads to all of it. */
static void
the_trust_says_what_happened(void **state)
{
	struct browser	 rita = browser_sign_in("rita");

	(void)state;
	browser_get(&rita, "/trusts/rz9");
	browser_expect("in any case", 200, "/sixthkey/console motion/1");
	browser_expect("what to propose", 200, "/propose/publish?subject=RZ9");
	browser_get(&rita, "/trusts/RZ8");
	browser_expect("unknown", 404, "Nothing is known of");
	browser_get(&rita, "/trusts");
	browser_expect("the list", 200, "From this code on");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_wrong_is_not_proposed),
		cmocka_unit_test(it_takes_two),
		cmocka_unit_test(what_is_decided_stays_decided),
		cmocka_unit_test(the_trust_says_what_happened),
	};

	return cmocka_run_group_tests(tests, set_up, browser_down);
}
