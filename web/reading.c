#include <inttypes.h>
#include <string.h>

#include "base/digest.h"
#include "base/json.h"
#include "base/text.h"
#include "explain/account.h"
#include "proto/event.h"
#include "proto/frame.h"
#include "web/reading.h"

/* Columns of web_event.sql, and of web_version(s).sql. */
enum {
	COL_SOURCE, COL_SOURCE_ID, COL_KIND, COL_SUBJECT, COL_ACCEPTED,
	COL_ASSESSED, COL_ASSESSMENT, COL_COMBINED, COL_COMBINATION,
	COL_VERSION, COL_PUBLISHED, COL_PUBLICATION, COL_ASIDE, COL_ASIDE_STAGE
};
enum { VER_SUBJECT, VER_NUMBER, VER_AT, VER_DIGEST, VER_DOCUMENT };
enum { VERSIONS_MAX = 500, DISCARDED = 9 };

const enum query reading_queries[] = {
	Q_TOKEN_LIST, Q_INGEST_EXISTING, Q_WEB_EVENT, Q_WEB_VERSIONS,
	Q_WEB_VERSION, Q_SHOW_PAGE, Q_SHOW_PAGE_CELLS, Q_SHOW_PAGE_CHECKS, Q_NONE
};

/* ---- one event -------------------------------------------------------------------- */

/* A stage that has its record wins over what went before it. */
static const char *
state_of(const struct rows *rows)
{
	static const char *const aside[] = {
		[VERDICT_RETRY] = "waits to be tried again",
		[VERDICT_DEAD] = "put aside; a person has to look",
		[VERDICT_PARKED] = "waits for a newer version of Sixthkey"
	};
	int64_t	 verdict = rows_int(rows, 0, COL_ASIDE);
	int	 last = !rows_null(rows, 0, COL_COMBINED) ? STAGE_COMBINATION :
		    !rows_null(rows, 0, COL_ASSESSED) ? STAGE_ASSESSMENT :
		    STAGE_INGEST;

	if (rows_int(rows, 0, COL_ASSESSMENT) == DISCARDED ||
	    rows_int(rows, 0, COL_COMBINATION) == DISCARDED ||
	    rows_int(rows, 0, COL_PUBLICATION) == DISCARDED)
		return "discarded";
	if (!rows_null(rows, 0, COL_PUBLISHED))
		return rows_int(rows, 0, COL_VERSION) == 0 ? "no change" :
		    "led to a version";
	if (verdict >= VERDICT_RETRY && verdict <= VERDICT_PARKED &&
	    rows_int(rows, 0, COL_ASIDE_STAGE) > last)
		return aside[verdict];
	return "on its way";
}

static void
write_stage(struct json *j, const char *stage, const struct rows *rows,
    int column)
{
	if (rows_null(rows, 0, column))
		return;
	json_object(j, NULL);
	json_text(j, "stage", stage);
	json_text(j, "at", rows_text(rows, 0, column));
	json_end(j);
}

static void
write_event(struct request *r, const char *id, const struct rows *rows)
{
	struct json	 j;
	enum event_kind	 kind = (enum event_kind)rows_int(rows, 0, COL_KIND);

	json_init(&j, &r->out, 0);
	json_object(&j, NULL);
	json_text(&j, "event", id);
	json_text(&j, "source", rows_text(rows, 0, COL_SOURCE));
	json_text(&j, "id", rows_text(rows, 0, COL_SOURCE_ID));
	json_text(&j, "kind", event_kind_name(kind));
	json_text(&j, "subject", rows_text(rows, 0, COL_SUBJECT));
	json_text(&j, "state", state_of(rows));
	if (rows_int(rows, 0, COL_VERSION) != 0)
		json_int(&j, "version", rows_int(rows, 0, COL_VERSION));
	json_array(&j, "journey");
	write_stage(&j, "ingest", rows, COL_ACCEPTED);
	write_stage(&j, "assessment", rows, COL_ASSESSED);
	write_stage(&j, "quality-combination", rows, COL_COMBINED);
	write_stage(&j, "publication", rows, COL_PUBLISHED);
	json_end(&j);
	json_end(&j);
	buf_char(&r->out, '\n');
}

/* Who may not see it is told that it is not there. */
int
read_event(struct db *db, struct request *r, struct err *e)
{
	const char	*id = strrchr(r->path, '/') + 1;
	struct params	*p = params_new();
	struct rows	*rows;
	int64_t		 n = 0;

	text_number(id, 1, INT64_MAX, &n);
	params_int8(p, n);
	rows = db_run(db, Q_WEB_EVENT, p, NULL, e);
	params_free(&p);
	if (rows == NULL)
		return -1;
	if (rows_count(rows) == 0)
		answer_problem(r, 404, "", "", "There is no such event.");
	else {
		r->status = 200;
		answer_set(r, "Content-Type", "application/json");
		answer_set(r, "Cache-Control", "no-store");
		write_event(r, id, rows);
	}
	rows_free(&rows);
	return 0;
}

/* ---- what is published ---------------------------------------------------------------- */

/* The organisation in /v1/trusts/RGT/versions. */
static const char *
organisation(const struct request *r)
{
	const char	*at = r->path + strlen("/v1/trusts/");

	return arena_textn(r->arena, at, strcspn(at, "/"));
}

static int
bad_argument(struct request *r, const char *name, const char *value)
{
	answer_problem(r, 400, arena_printf(r->arena, "?%s", name), value,
	    "expected a version from 1, or a day such as 2020-03-31");
	return -1;
}

/* 0: the newest; -1: answered. */
static int64_t
version_argument(struct request *r)
{
	const char	*version = request_argument(r, "version");
	int64_t		 n = 0;

	if (version[0] != '\0' && text_number(version, 1, INT32_MAX, &n) != 0)
		return bad_argument(r, "version", version);
	return n;
}

/* Which version is meant: ?version=, ?known= (what was public then). */
static int
which_version(struct request *r, struct params *p)
{
	const char	*known = request_argument(r, "known");
	int64_t		 n = version_argument(r);

	if (n < 0)
		return -1;
	if (known[0] != '\0' && day_parse(known).precision != PRECISION_DAY)
		return bad_argument(r, "known", known);
	params_text(p, organisation(r));
	params_int4(p, (int32_t)n);
	params_text(p, known);
	return 0;
}

static struct rows *
find_version(struct db *db, struct request *r, struct err *e)
{
	struct params	*p = params_new();
	struct rows	*rows = NULL;

	if (which_version(r, p) == 0)
		rows = db_run(db, Q_WEB_VERSION, p, NULL, e);
	params_free(&p);
	if (rows != NULL && rows_count(rows) == 0)
		answer_problem(r, 404, "", organisation(r), "Nothing is "
		    "published of this organisation, or not so early.");
	return rows;
}

int
read_trust(struct db *db, struct request *r, struct err *e)
{
	struct rows	*rows = find_version(db, r, e);

	if (rows == NULL)
		return r->status == 0 ? -1 : 0;
	if (r->status == 0) {
		buf_text(&r->out, rows_text(rows, 0, VER_DOCUMENT));
		answer_public(r, "application/json", rows_text(rows, 0,
		    VER_DIGEST));
	}
	rows_free(&rows);
	return 0;
}

int
read_versions(struct db *db, struct request *r, struct err *e)
{
	struct params	*p = params_new();
	struct rows	*rows;
	struct json	 j;
	size_t		 i;

	params_text(p, organisation(r));
	params_int4(p, VERSIONS_MAX);
	rows = db_run(db, Q_WEB_VERSIONS, p, NULL, e);
	params_free(&p);
	if (rows == NULL)
		return -1;
	json_init(&j, &r->out, 0);
	json_object(&j, NULL);
	json_text(&j, "organisation", organisation(r));
	json_array(&j, "versions");
	for (i = 0; i < rows_count(rows); i++) {
		json_object(&j, NULL);
		json_int(&j, "version", rows_int(rows, i, VER_NUMBER));
		json_text(&j, "published", rows_text(rows, i, VER_AT));
		json_text(&j, "digest", rows_text(rows, i, VER_DIGEST));
		json_end(&j);
	}
	json_end(&j);
	json_end(&j);
	if (rows_count(rows) == 0)
		answer_problem(r, 404, "", organisation(r),
		    "Nothing is published of this organisation.");
	else
		answer_public(r, "application/json", arena_printf(r->arena,
		    "v%lld", (long long)rows_int(rows, 0, VER_NUMBER)));
	rows_free(&rows);
	return 0;
}

/* Why each rating is what it is: rules, rows, counts, and what is missing. */
int
read_explanation(struct db *db, struct request *r, struct err *e)
{
	int64_t		 version = version_argument(r);
	struct sheet	 sheet;
	uint8_t		 d[DIGEST_SIZE];
	char		 hex[DIGEST_HEX];
	int		 found;

	if (version < 0)
		return 0;
	found = sheet_of_version(&sheet, db, organisation(r),
	    (uint32_t)version, r->arena, e);
	if (found < 0)
		return -1;
	if (found == 0) {
		answer_problem(r, 404, "", organisation(r), "Nothing is "
		    "published of this organisation, or no such version.");
		return 0;
	}
	account_json(&sheet, r->arena, &r->out);
	digest(r->out.data, r->out.len, d);
	answer_public(r, "application/json", digest_hex(d, DIGEST_SIZE, hex));
	return 0;
}
