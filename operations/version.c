#include "operations/journey.h"
#include "operations/version.h"

enum { COL_SUBJECT, COL_VERSION, COL_DIGEST, COL_VERDICT };

const enum query	 version_queries[] = {
	Q_SHOW_VERSION, Q_SHOW_FIND_EVENT, Q_SHOW_EVENT_NAME, Q_NONE
};

int
version_find(struct db *db, const char *organisation, int64_t number,
    struct arena *a, struct version *out, struct err *e)
{
	static const char *const decided[] = { "not decided yet", "held",
	    "released", "withheld", "suspended", "withdrawn", "superseded" };
	struct params	*p = params_new();
	struct rows	*rows;
	int64_t		 verdict;

	*out = (struct version){ 0 };
	params_text(p, organisation);
	params_int4(p, (int32_t)number);
	rows = db_run(db, Q_SHOW_VERSION, p, NULL, e);
	params_free(&p);
	if (rows == NULL)
		return -1;
	if (rows_count(rows) != 0) {
		verdict = rows_int(rows, 0, COL_VERDICT);
		*out = (struct version){ rows_int(rows, 0, COL_VERSION),
		    arena_text(a, rows_text(rows, 0, COL_SUBJECT)),
		    arena_text(a, rows_text(rows, 0, COL_DIGEST)),
		    decided[verdict < 0 || verdict > 6 ? 0 : verdict] };
	}
	rows_free(&rows);
	return 0;
}

int
event_name_find(struct db *db, const char *word, struct arena *a,
    struct named_event *out, struct err *e)
{
	int64_t		 event = journey_find(db, word, e);
	struct params	*p;
	struct rows	*rows;

	if (event <= 0)
		return (int)event;
	p = params_new();
	params_int8(p, event);
	rows = db_run(db, Q_SHOW_EVENT_NAME, p, NULL, e);
	params_free(&p);
	if (rows == NULL)
		return -1;
	*out = (struct named_event){ arena_text(a, rows_text(rows, 0, 0)),
	    arena_text(a, rows_text(rows, 0, 1)),
	    arena_text(a, rows_text(rows, 0, 2)) };
	rows_free(&rows);
	return 1;
}
