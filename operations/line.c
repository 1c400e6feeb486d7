#include "operations/line.h"
#include "proto/client.h"

enum { PATIENCE_MS = 1000 };

void
line_ask(struct line_view *v, const struct key_conf *key,
    const char *endpoint, struct arena *a)
{
	struct frame	 f;
	size_t		 i;

	*v = (struct line_view){ 0 };
	if (endpoint == NULL || *endpoint == '\0') {
		err_set(&v->why, ERR_SETUP, "SIXTHKEY_CONTROL is not set");
		return;
	}
	if (client_query(key, endpoint, NULL, PATIENCE_MS, a, &f, &v->why) != 0)
		return;
	v->there = 1;
	v->report = f;
	for (i = 0; i < f.nreport; i++)
		if (f.report[i].stage < STAGE_COUNT)
			v->stage[f.report[i].stage] = f.report[i];
}
