/*
 * session.h - connections for tests that bring statements of their own.
 */
#ifndef TESTS_SCHEMA_SESSION_H
#define TESTS_SCHEMA_SESSION_H

#include "schema/session.h"
#include "tests/lib/pg.h"
#include "tests/lib/test.h"

/* Statement n of the test's own table. */
#define T(n)	((enum query)(n))

/* As the superuser, all statements prepared. */
static inline struct db *
test_session(struct pg *pg, const struct query_text *texts,
    void (*idle)(void *), void *arg)
{
	struct session	 s = { pg_conninfo(pg, NULL), "test", texts, idle,
			    arg };
	enum query	 all[64];
	struct err	 e = { ERR_NONE, "" };
	struct db	*db = session_open(&s, &e);
	int		 n;

	for (n = 1; texts[n].name != NULL; n++)
		all[n - 1] = T(n);
	all[n - 1] = Q_NONE;
	if (db == NULL || session_prepare(db, all, &e) != 0)
		fail_msg("%s", e.text);
	return db;
}

/* Run one statement that must succeed. */
static inline struct rows *
test_rows(struct db *db, int n, const struct params *p)
{
	struct err	 e = { ERR_NONE, "" };
	struct rows	*r = db_run(db, T(n), p, NULL, &e);

	if (r == NULL)
		fail_msg("%s", e.text);
	return r;
}

#endif
