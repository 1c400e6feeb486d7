#include "base/text.h"
#include "operations/aside.h"
#include "operations/journey.h"
#include "proto/event.h"

enum { REPLAYED = 5, DISCARDED = 9, WORDS = 7 };

const enum query journey_queries[] = {
	Q_SHOW_FIND_EVENT, Q_SHOW_JOURNEY, Q_NONE
};

/* "17", or "/files/x:RGT/2019". */
int64_t
journey_find(struct db *db, const char *word, struct err *e)
{
	struct params	*p = params_new();
	struct rows	*rows;
	int64_t		 id = 0;

	text_number(word, 1, INT64_MAX, &id);
	params_int8(p, id);
	params_text(p, word);
	rows = db_run(db, Q_SHOW_FIND_EVENT, p, NULL, e);
	params_free(&p);
	if (rows == NULL)
		return -1;
	id = rows_count(rows) == 0 ? 0 : rows_int(rows, 0, 0);
	rows_free(&rows);
	return id;
}

struct rows *
journey_read(struct db *db, int64_t id, struct err *e)
{
	struct params	*p = params_new();
	struct rows	*rows;

	params_int8(p, id);
	rows = db_run(db, Q_SHOW_JOURNEY, p, NULL, e);
	params_free(&p);
	return rows;
}

/* ---- one step of a journey -------------------------------------------------- */

static const char *const records[STAGE_COUNT][3] = {
	[STAGE_INGEST] = { "", "accepted", "" },
	[STAGE_ASSESSMENT] = { "", "recorded", "" },
	[STAGE_COMBINATION] = { "", "no change", "led to a version" },
	[STAGE_PUBLICATION] = { "", "no change", "looked at" }
};

static const char *const others[][WORDS] = {
	[LEG_ASIDE] = {
		[VERDICT_RETRY] = "failed, to be retried",
		[VERDICT_DEAD] = "failed, put aside",
		[VERDICT_PARKED] = "parked",
		[REPLAYED] = "sent again"
	},
	[LEG_DECISION] = {
		"", "held", "published", "withheld", "suspended", "withdrawn",
		"superseded"
	},
	[LEG_OPERATION] = { "", "retry", "discard" },
};

static const char *
what(const struct leg *g)
{
	const char	*word = "";

	if (g->did == LEG_RECORD && g->code == DISCARDED)
		return "discarded";
	if (g->did == LEG_RECORD && g->stage < STAGE_COUNT && g->code >= 0 &&
	    g->code < 3)
		word = records[g->stage][g->code];
	else if (g->did > LEG_RECORD && g->did <= LEG_OPERATION &&
	    g->code > 0 && g->code < WORDS)
		word = others[g->did][g->code];
	return word == NULL ? "" : word;
}

void
journey_leg(const struct rows *rows, size_t i, struct leg *out)
{
	enum {
		AT, STAGE, DID, CODE, VERSION, ATTEMPT, WHO, BUILD, TEXT
	};

	*out = (struct leg){
		.at = rows_text(rows, i, AT),
		.stage = (enum stage)rows_int(rows, i, STAGE),
		.did = (enum leg_did)rows_int(rows, i, DID),
		.code = rows_int(rows, i, CODE),
		.version = rows_int(rows, i, VERSION),
		.attempt = rows_int(rows, i, ATTEMPT),
		.who = rows_text(rows, i, WHO),
		.build = rows_text(rows, i, BUILD),
		.text = rows_text(rows, i, TEXT)
	};
	out->what = what(out);
}

/* ---- where an event stands --------------------------------------------------- */

/* Columns of show_events.sql. */
enum {
	COL_ID, COL_AT, COL_KIND, COL_SOURCE, COL_SOURCE_ID, COL_SUBJECT,
	COL_STAGE, COL_VERDICT, COL_OUTCOME, COL_VERSION, COL_DECISION,
	COL_DISCARDED
};

static const char *
through(const struct rows *rows, size_t i)
{
	static const char *const decisions[] = {
		"undecided", "held", "published", "withheld", "suspended",
		"withdrawn", "superseded"
	};
	int64_t	 d = rows_int(rows, i, COL_DECISION);

	if (rows_bool(rows, i, COL_DISCARDED))
		return "discarded";
	if (rows_int(rows, i, COL_OUTCOME) == 1)
		return "no change";
	return d >= 0 && d < (int64_t)(sizeof(decisions) /
	    sizeof(decisions[0])) ? decisions[d] : "";
}

void
event_row(const struct rows *rows, size_t i, struct arena *a,
    struct event_row *out)
{
	int64_t		 verdict = rows_int(rows, i, COL_VERDICT);
	const char	*state;

	*out = (struct event_row){
		.id = rows_int(rows, i, COL_ID),
		.version = rows_int(rows, i, COL_VERSION),
		.at = rows_text(rows, i, COL_AT),
		.kind = event_kind_name((enum event_kind)rows_int(rows, i,
		    COL_KIND)),
		.source = rows_text(rows, i, COL_SOURCE),
		.source_id = rows_text(rows, i, COL_SOURCE_ID),
		.subject = rows_text(rows, i, COL_SUBJECT),
		.stage = (enum stage)rows_int(rows, i, COL_STAGE),
		.verdict = verdict >= VERDICT_RETRY && verdict <=
		    VERDICT_PARKED ? (enum verdict)verdict : VERDICT_NONE
	};
	out->open = out->stage != STAGE_NONE;
	state = out->verdict == VERDICT_NONE ? "waiting" :
	    aside_state(out->verdict);
	out->standing = out->open ? arena_printf(a, "%s at %s", state,
	    stage_name(out->stage)) : through(rows, i);
}
