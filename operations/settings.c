#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "operations/settings.h"

const enum query setting_queries[] = {
	Q_SETTING_PUT, Q_SHOW_SETTINGS, Q_NONE
};

const struct setting_key setting_keys[] = {
	{ "window_count", 1, 1000000, "messages that the broker holds" },
	{ "batch_count", 1, 10000, "messages in one frame to a worker" },
	{ "backlog_soft", 1, 1000000000, "waiting, and submitters are slowed" },
	{ "backlog_hard", 1, 1000000000, "waiting, and submitters are told "
	    "BUSY" },
	{ "age_soft", 1, 1000000000, "seconds waited, and submitters are "
	    "slowed" },
	{ "age_hard", 1, 1000000000, "seconds waited, and submitters are told "
	    "BUSY" },
	{ "live_weight", 1, 1000, "turns of the live lane" },
	{ "bulk_weight", 1, 1000, "turns of the bulk lane" },
	{ "bulk_sources", 0, 0, "beginnings of the sources in the bulk lane" },
	{ 0 }
};

enum { TEXT_MOST = 255 };

/* Columns of show_settings.sql. */
enum { COL_STAGE, COL_KEY, COL_VALUE, COL_AT, COL_WHO, COL_REASON };

const struct setting_key *
setting_find(const char *name)
{
	const struct setting_key	*k;

	for (k = setting_keys; k->name != NULL; k++)
		if (strcmp(k->name, name) == 0)
			return k;
	return NULL;
}

const char *
setting_fault(const struct setting_key *k, const char *value, struct arena *a)
{
	int64_t	 n;

	if (k->max == 0)
		return strlen(value) <= TEXT_MOST ? NULL : arena_printf(a,
		    "%s takes at most %d bytes", k->name, TEXT_MOST);
	if (text_number(value, k->min, k->max, &n) == 0)
		return NULL;
	return arena_printf(a, "%s (%s) takes a number from %lld to %lld, "
	    "not \"%s\"", k->name, k->help, (long long)k->min,
	    (long long)k->max, value);
}

const char *
setting_place(enum stage s)
{
	return s == STAGE_NONE ? "all" : stage_name(s);
}

int
setting_put(struct db *db, const struct setting *s, const char **was,
    struct arena *a, struct err *e)
{
	struct params	*p = params_new();
	struct rows	*rows;

	params_int4(p, (int32_t)s->stage);
	params_text(p, s->key);
	params_text(p, s->value);
	params_text(p, s->who);
	params_text(p, s->reason);
	params_text(p, arena_printf(a, "%s %s", setting_place(s->stage),
	    s->key));
	rows = db_run(db, Q_SETTING_PUT, p, NULL, e);
	params_free(&p);
	if (rows == NULL)
		return -1;
	*was = arena_text(a, rows_text(rows, 0, 0));
	rows_free(&rows);
	return 0;
}

static void
note(struct pause *p, const struct rows *rows, size_t i)
{
	p->paused = strcmp(rows_text(rows, i, COL_VALUE), "1") == 0;
	snprintf(p->since, sizeof(p->since), "%s", rows_text(rows, i, COL_AT));
	snprintf(p->who, sizeof(p->who), "%s", rows_text(rows, i, COL_WHO));
	snprintf(p->reason, sizeof(p->reason), "%s",
	    rows_text(rows, i, COL_REASON));
	text_mend(p->who);
	text_mend(p->reason);
}

/* Rows are in the order of stages, that for all of them first. */
void
setting_pauses(const struct rows *rows, struct pause out[STAGE_COUNT])
{
	size_t	 i;
	int	 s;

	memset(out, 0, STAGE_COUNT * sizeof(*out));
	for (i = 0; i < rows_count(rows); i++) {
		int64_t	 stage = rows_int(rows, i, COL_STAGE);

		if (strcmp(rows_text(rows, i, COL_KEY), "paused") != 0 ||
		    stage < STAGE_NONE || stage >= STAGE_COUNT)
			continue;
		for (s = STAGE_NONE; s < STAGE_COUNT; s++)
			if (stage == STAGE_NONE || s == stage)
				note(&out[s], rows, i);
	}
}
