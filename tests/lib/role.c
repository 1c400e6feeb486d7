#include "tests/lib/role.h"
#include "tests/lib/test.h"

struct db *
role_open(struct pg *pg, const char *role, const enum query *list)
{
	struct err	 e = { 0 };
	struct db	*db = db_open(pg_conninfo(pg, role), "test", list,
			    NULL, NULL, &e);

	if (db == NULL)
		fail_msg("%s: %s", role == NULL ? "owner" : role, e.text);
	return db;
}
