#include "proto/event.h"
#include "workers/runtime/deliver.h"

enum { MOST = 1000 };		/* in one statement */

int
deliver_parked(const struct delivery *d, struct err *e)
{
	struct params	*p = params_new();
	struct rows	*rows;
	size_t		 n = MOST;

	params_int4(p, d->node);
	params_int4(p, (int32_t)d->worker->stage);
	params_int4(p, EVENT_SCHEMA);
	params_int4(p, MOST);
	while (n == MOST) {
		rows = db_run(d->db, Q_ASIDE_UNPARK, p, NULL, e);
		if (rows == NULL)
			break;
		n = rows_count(rows);
		rows_free(&rows);
	}
	params_free(&p);
	return n == MOST ? -1 : 0;
}
