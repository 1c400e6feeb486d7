#include <string.h>

#include "broker/tallies.h"
#include "tests/lib/tallier.h"
#include "tests/lib/test.h"

enum { ROUNDS = 2000 };

struct db *
tallier_open(struct pg *pg)
{
	struct err	 e = { 0 };
	struct db	*db = db_open(pg_conninfo(pg, "broker"), "test",
			    tallies_statements, NULL, NULL, &e);

	if (db == NULL || db_walk_keys(db, &e) != 0)
		fail_msg("%s", e.text);
	return db;
}

void
tallier_round(struct db *db)
{
	struct tallies	 t = { 0 };
	struct params	*p = params_new();
	struct err	 e = { 0 };
	struct rows	*rows;

	do {
		params_reset(p);
		rows = db_run(db, tallies_ask(&t, 0, p), p, NULL, &e);
		if (rows == NULL)
			fail_msg("%s", e.text);
		tallies_answer(&t, 0, rows);
		rows_free(&rows);
	} while (t.round_at == 0 || !tallies_idle(&t));
	params_free(&p);
}

void
tallier_until(struct pg *pg, const char *sql, const char *value)
{
	struct db	*db = tallier_open(pg);
	int		 left = ROUNDS;

	while (strcmp(pg_value(pg, "set search_path to sixthkey; %s", sql),
	    value) != 0) {
		assert_true(left-- > 0);
		tallier_round(db);
	}
	db_close(&db);
}
