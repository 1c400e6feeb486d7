#include "tests/lib/pg.h"
#include "tests/lib/test.h"

enum { PATIENCE_S = 90, STEP_MS = 20 };

void
pg_await(struct pg *pg, const char *sql, const char *value)
{
	int	 left = PATIENCE_S * 1000 / STEP_MS;

	while (strcmp(pg_value(pg, "%s", sql), value) != 0) {
		if (left-- == 0)
			fail_msg("%s is %s, not %s", sql,
			    pg_value(pg, "%s", sql), value);
		test_pause(STEP_MS);
	}
}
