/*
 * operator.h - what the tests of an operator's verbs share: events for a line,
 * questions to its database, the connections of the verbs.
 */
#ifndef TESTS_E2E_OPERATOR_H
#define TESTS_E2E_OPERATOR_H

#include "cli/cmd.h"
#include "proto/client.h"
#include "tests/lib/line.h"
#include "tests/lib/load.h"
#include "tests/lib/test.h"
#include "tests/lib/verb.h"

enum { PATIENCE_MS = 30000, SETTLE_S = 90 };

#define COUNT_OF(what)	"select count(*) from sixthkey." what

static const struct load load = { 33, 7, "/files/operations" };

static inline void
on_answer(void *arg, const struct client_answer *a)
{
	int	*accepted = arg;

	*accepted += a->answer == ANSWER_ACCEPTED;
}

static inline void
feed(struct line *l, int from, int n)
{
	struct arena	*a = arena_new(0);
	int		 i, accepted = 0;
	struct err	 e;
	struct client	*c = client_open(line_submit(l), 0, on_answer,
			    &accepted, &e);

	assert_non_null(c);
	for (i = from; i < from + n; i++)
		assert_int_equal(client_submit(c, load_event(&load,
		    (uint64_t)i, a), (uint64_t)i + 1, PATIENCE_MS, &e), 0);
	assert_int_equal(client_flush(c, PATIENCE_MS, &e), 0);
	assert_int_equal(accepted, n);
	client_close(&c);
	arena_free(&a);
}

static inline const char *
value(const char *sql)
{
	return pg_value(pg_shared(), "%s", sql);
}

static inline void
wait_for(const char *sql, const char *expected)
{
	int	 left = SETTLE_S * 50;

	while (strcmp(value(sql), expected) != 0) {
		if (left-- == 0)
			fail_msg("%s is %s, not %s", sql, value(sql),
			    expected);
		test_pause(20);
	}
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
