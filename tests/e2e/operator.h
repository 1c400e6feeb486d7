/*
 * operator.h - what the tests of an operator's verbs share: events for a line,
 * questions to its database, the connections of the verbs.
 */
#ifndef TESTS_E2E_OPERATOR_H
#define TESTS_E2E_OPERATOR_H

#include "cli/cmd.h"
#include "tests/lib/line.h"
#include "tests/lib/submit.h"
#include "tests/lib/test.h"
#include "tests/lib/verb.h"

enum { SETTLE_S = 90 };

#define COUNT_OF(what)	"select count(*) from sixthkey." what

static const struct load load = { 33, 7, "/files/operations" };

static inline void
feed(struct line *l, int from, int n)
{
	submit_load(l, &load, (uint64_t)from, (uint64_t)n);
}

static inline const char *
value(const char *sql)
{
	return pg_value(pg_shared(), "%s", sql);
}

static inline void
wait_for(const char *sql, const char *expected)
{
	pg_await(pg_shared(), sql, expected);
}

static inline void
connect_verbs(void)
{
	setenv("SIXTHKEY_DB", pg_conninfo(pg_shared(), "reader"), 1);
	setenv("SIXTHKEY_OPERATOR_DB", pg_conninfo(pg_shared(), "operator"),
	    1);
	setenv("SIXTHKEY_USER", "r.shah", 1);
	unsetenv("SIXTHKEY_CONTROL");
}

static inline void
assert_books_balance(void)
{
	VERB(EXIT_OK, "check", "ledger");
	verb_said("every tally is what was counted");
	VERB(EXIT_OK, "status");
	verb_said("the books balance");
}

#endif
