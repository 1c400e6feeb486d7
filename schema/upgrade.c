/*
 * Upgrades are applied in order and without gaps, so the row at place n of
 * schema_version belongs to upgrade n, and the next one is as many as there
 * are rows.
 */
#include <string.h>

#include "base/digest.h"
#include "schema/session.h"
#include "schema/upgrade.h"

enum { COL_NUMBER, COL_NAME, COL_CHECKSUM, COL_APPLIED };

static const enum query statements[] = {
	Q_SCHEMA_VERSION_LIST, Q_SCHEMA_VERSION_LOCK, Q_SCHEMA_VERSION_PUT,
	Q_NONE
};

static struct db *
open_database(const char *conninfo, struct err *e)
{
	struct session	 s = { conninfo, "sixthkey-upgrade", query_texts,
			    NULL, NULL };
	struct db	*db = session_open(&s, e);

	if (db != NULL && session_direct(db, e) != 0)
		db_close(&db);
	return db;
}

static const char *
checksum(const struct query_text *t, char hex[DIGEST_HEX])
{
	uint8_t	sum[DIGEST_SIZE];

	digest(t->sql, strlen(t->sql), sum);
	return digest_hex(sum, DIGEST_SIZE, hex);
}

static size_t
count(const struct query_text *texts)
{
	size_t	n = 0;

	while (texts[n].name != NULL)
		n++;
	return n;
}

int
upgrade_newest(void)
{
	return (int)count(upgrade_texts) - 1;
}

/* What was applied must be what this build would apply. */
static int
check_applied(const struct rows *applied, const struct query_text *texts,
    struct err *e)
{
	size_t	i, n = rows_count(applied), known = count(texts);
	char	hex[DIGEST_HEX];

	for (i = 0; i < n; i++) {
		const char	*name = rows_text(applied, i, COL_NAME);

		if (i >= known)
			return err_set(e, ERR_SETUP, "the database has upgrade "
			    "%s, which this build does not know: use a newer "
			    "sixthkey", name);
		if (rows_int(applied, i, COL_NUMBER) != (int64_t)i)
			return err_set(e, ERR_SETUP, "schema_version has no "
			    "row for upgrade %s", texts[i].name);
		if (strcmp(rows_text(applied, i, COL_CHECKSUM),
		    checksum(&texts[i], hex)) != 0)
			return err_set(e, ERR_SETUP, "upgrade %s is not the "
			    "one that was applied as %s on %s: an applied "
			    "upgrade must not change, add another", texts[i].name,
			    name, rows_text(applied, i, COL_APPLIED));
	}
	return 0;
}

static int
record(struct db *db, size_t number, const struct query_text *t,
    struct err *e)
{
	struct params	*p = params_new();
	char		 hex[DIGEST_HEX];
	struct rows	*r;

	params_int4(p, (int32_t)number);
	params_text(p, t->name);
	params_text(p, checksum(t, hex));
	r = db_run(db, Q_SCHEMA_VERSION_PUT, p, NULL, e);
	params_free(&p);
	if (r == NULL)
		return -1;
	rows_free(&r);
	return 0;
}

/* The first upgrade makes the table and runs before anything is recorded. */
static int
apply(struct db *db, size_t number, const struct query_text *t,
    struct buf *report, struct err *e)
{
	if (number != 0 && db_script(db, t->sql, e) != 0)
		return err_add(e, "upgrade %s", t->name);
	if (record(db, number, t, e) != 0)
		return -1;
	buf_printf(report, "%s applied\n", t->name);
	return 0;
}

/* -1: failed, else how many upgrades are applied. */
static int
lock_and_check(struct db *db, const struct query_text *texts, struct err *e)
{
	struct rows	*r;
	int		 n;

	if ((r = db_run(db, Q_SCHEMA_VERSION_LOCK, NULL, NULL, e)) == NULL)
		return -1;
	rows_free(&r);
	if ((r = db_run(db, Q_SCHEMA_VERSION_LIST, NULL, NULL, e)) == NULL)
		return -1;
	n = check_applied(r, texts, e) == 0 ? (int)rows_count(r) : -1;
	rows_free(&r);
	return n;
}

/* One upgrade in one transaction; 1 if there may be another. */
static int
step(struct db *db, const struct query_text *texts, struct buf *report,
    struct err *e)
{
	int	n, more;

	if (session_begin(db, e) != 0 ||
	    (n = lock_and_check(db, texts, e)) < 0)
		return -1;
	more = texts[n].name != NULL;
	if (more && apply(db, (size_t)n, &texts[n], report, e) != 0)
		return -1;
	return session_commit(db, e) == 0 ? more : -1;
}

int
upgrade_run(const char *conninfo, const struct query_text *texts,
    struct buf *report, struct err *e)
{
	struct db	*db = open_database(conninfo, e);
	int		 r = -1;

	if (db == NULL)
		return -1;
	if (db_script(db, texts[0].sql, e) != 0)
		err_add(e, "upgrade %s", texts[0].name);
	else if (session_prepare(db, statements, e) == 0)
		while ((r = step(db, texts, report, e)) == 1)
			continue;
	db_close(&db);
	return r;
}

static void
report_all(const struct rows *applied, const struct query_text *texts,
    struct buf *report)
{
	size_t	i, n = rows_count(applied), known = count(texts);

	for (i = 0; i < n; i++)
		buf_printf(report, "%s applied %s\n",
		    rows_text(applied, i, COL_NAME),
		    rows_text(applied, i, COL_APPLIED));
	for (; i < known; i++)
		buf_printf(report, "%s waiting\n", texts[i].name);
}

static int
check_complete(const struct rows *applied, const struct query_text *texts,
    struct err *e)
{
	size_t	n = rows_count(applied), known = count(texts);

	if (check_applied(applied, texts, e) != 0)
		return -1;
	if (n < known)
		return err_set(e, ERR_SETUP, "%zu of %zu upgrades wait: run "
		    "sixthkey db migrate", known - n, known);
	return 0;
}

static int
inspect(const char *conninfo, const struct query_text *texts, int strict,
    struct buf *report, struct err *e)
{
	struct db	*db = open_database(conninfo, e);
	struct rows	*r = NULL;
	int		 newest, result = -1;

	if (db == NULL)
		return -1;
	if (session_schema(db, &newest, e) == 0 &&
	    session_prepare(db, statements, e) == 0)
		r = db_run(db, Q_SCHEMA_VERSION_LIST, NULL, NULL, e);
	if (r != NULL) {
		report_all(r, texts, report);
		result = strict ? check_complete(r, texts, e) : 0;
	}
	rows_free(&r);
	db_close(&db);
	return result;
}

int
upgrade_status(const char *conninfo, const struct query_text *texts,
    struct buf *report, struct err *e)
{
	return inspect(conninfo, texts, 0, report, e);
}

int
upgrade_verify(const char *conninfo, const struct query_text *texts,
    struct buf *report, struct err *e)
{
	return inspect(conninfo, texts, 1, report, e);
}
