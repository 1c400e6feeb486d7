#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "operations/settings.h"

const enum query setting_queries[] = {
	Q_SETTING_LOCK, Q_SETTING_PUT, Q_SHOW_SETTINGS, Q_NONE
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

static struct params *
params_of(const struct setting *s, struct arena *a)
{
	struct params	*p = params_new();

	params_int4(p, (int32_t)s->stage);
	params_text(p, s->key);
	params_text(p, s->value);
	params_text(p, s->who);
	params_text(p, s->reason);
	params_text(p, arena_printf(a, "%s %s", setting_place(s->stage),
	    s->key));
	params_text(p, s->seen);
	return p;
}

int
setting_put(struct db *db, const struct setting *s, const char **was,
    struct arena *a, struct err *e)
{
	enum { LOCK, PUT, STEPS };
	struct params		*p = params_of(s, a);
	const struct call	 calls[STEPS] = {
		[LOCK] = { Q_SETTING_LOCK, NULL }, [PUT] = { Q_SETTING_PUT, p }
	};
	struct rows		*rows[STEPS];
	int			 rc = db_transaction(db, calls, STEPS, rows,
				    NULL, e);

	params_free(&p);
	if (rc != 0)
		return -1;
	rc = !rows_bool(rows[PUT], 0, 0);
	*was = arena_text(a, rows_text(rows[PUT], 0, 1));
	rows_free(&rows[LOCK]);
	rows_free(&rows[PUT]);
	return rc;
}

/* Its own row, else that for all stages, which stands before it. */
static int
row_of(const struct rows *rows, enum stage stage, const char *key)
{
	size_t	 i;
	int	 found = -1;

	for (i = 0; i < rows_count(rows); i++) {
		int64_t	 s = rows_int(rows, i, SETTING_STAGE);

		if (strcmp(rows_text(rows, i, SETTING_KEY), key) == 0 &&
		    (s == STAGE_NONE || s == (int64_t)stage))
			found = (int)i;
	}
	return found;
}

/* "07" is 7. */
static int
same_value(const char *a, const char *b)
{
	int64_t	 x, y;

	return strcmp(a, b) == 0 || (text_number(a, 0, INT64_MAX, &x) == 0 &&
	    text_number(b, 0, INT64_MAX, &y) == 0 && x == y);
}

struct setting_now
setting_now(const struct rows *rows, const struct frame *report,
    enum stage stage, const char *key)
{
	struct setting_now	 now = { NULL, "", row_of(rows, stage, key), 0 };
	size_t			 i;

	if (now.row >= 0)
		now.value = rows_text(rows, (size_t)now.row, SETTING_VALUE);
	for (i = 0; i < report->nsetting; i++) {
		const struct setting_report	*r = &report->setting[i];

		if (r->stage != stage || strcmp(r->key, key) != 0)
			continue;
		now.late = now.row >= 0 && !same_value(now.value, r->value);
		now.value = r->value;
		now.origin = r->origin;
	}
	return now;
}

static void
note(struct pause *p, const struct rows *rows, size_t i)
{
	p->paused = strcmp(rows_text(rows, i, SETTING_VALUE), "1") == 0;
	snprintf(p->since, sizeof(p->since), "%s", rows_text(rows, i, SETTING_AT));
	snprintf(p->who, sizeof(p->who), "%s", rows_text(rows, i, SETTING_WHO));
	snprintf(p->reason, sizeof(p->reason), "%s",
	    rows_text(rows, i, SETTING_REASON));
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
		int64_t	 stage = rows_int(rows, i, SETTING_STAGE);

		if (strcmp(rows_text(rows, i, SETTING_KEY), "paused") != 0 ||
		    stage < STAGE_NONE || stage >= STAGE_COUNT)
			continue;
		for (s = STAGE_NONE; s < STAGE_COUNT; s++)
			if (stage == STAGE_NONE || s == stage)
				note(&out[s], rows, i);
	}
}
