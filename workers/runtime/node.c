#include "proto/event.h"
#include "workers/runtime/node.h"

int
node_put(struct db *db, const char *instance, const char *program,
    const char *name, int32_t *node, struct err *e)
{
	struct params	*p = params_new();
	struct rows	*rows;

	params_text(p, instance);
	params_text(p, program);
	params_text(p, name);
	params_text(p, SIXTHKEY_VERSION);
	params_int4(p, EVENT_SCHEMA);
	rows = db_run(db, Q_NODE_PUT_KNOWS, p, NULL, e);
	params_free(&p);
	if (rows == NULL)
		return -1;
	*node = (int32_t)rows_int(rows, 0, 0);
	rows_free(&rows);
	return 0;
}
