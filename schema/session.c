/*
 * What must hold before a connection is used.
 */
#include <string.h>

#include "schema/session.h"
#include "schema/upgrade.h"

/*
 * PostgreSQL names the process that serves us when we connect.  A pooler makes
 * that number up, because it lends us one process after another; prepared
 * statements and settings are lost on the way.
 */
int
session_direct(struct db *db, struct err *e)
{
	static const enum query	 probe[] = { Q_SESSION_PROBE, Q_NONE };
	struct rows		*r;
	int64_t			 serving;

	if (session_prepare(db, probe, e) != 0 ||
	    (r = db_run(db, Q_SESSION_PROBE, NULL, NULL, e)) == NULL)
		return -1;
	serving = rows_int(r, 0, 0);
	rows_free(&r);
	if (serving == PQbackendPID(db->conn))
		return 0;
	return err_set(e, ERR_SETUP, "a connection pooler answers in place of "
	    "PostgreSQL, and prepared statements do not survive it: connect "
	    "to the server itself");
}

/* How what is wrong with a schema begins; nothing else does. */
#define AT_SCHEMA	"the database is at schema "
#define NO_SCHEMA	"no Sixthkey schema in this database, run " \
			"sixthkey db migrate"

const char *
db_excuse(const struct err *e)
{
	if (strncmp(e->text, NO_SCHEMA, strlen(NO_SCHEMA)) == 0)
		return NO_SCHEMA;
	return strncmp(e->text, AT_SCHEMA, strlen(AT_SCHEMA)) == 0 ? e->text :
	    "the database does not answer; ask again soon";
}

int
session_schema(struct db *db, int *number, struct err *e)
{
	static const enum query	 newest[] = { Q_SCHEMA_VERSION_NEWEST, Q_NONE };
	struct rows		*r;

	if (session_prepare(db, newest, e) != 0 || (r = db_run(db,
	    Q_SCHEMA_VERSION_NEWEST, NULL, NULL, e)) == NULL)
		return err_add(e, e->kind == ERR_SETUP ? NO_SCHEMA : "schema");
	*number = (int)rows_int(r, 0, 0);
	rows_free(&r);
	return 0;
}

static int
fits(struct db *db, struct err *e)
{
	int	has, known = upgrade_newest();

	if (session_schema(db, &has, e) != 0)
		return -1;
	if (has > known)
		return err_set(e, ERR_SETUP, AT_SCHEMA "%d and this build "
		    "knows %d at most: use a newer sixthkey", has, known);
	if (has < known)
		return err_set(e, ERR_SETUP, AT_SCHEMA "%d and this build "
		    "needs %d: run sixthkey db migrate", has, known);
	return 0;
}

struct db *
db_open(const char *conninfo, const char *program,
    const enum query *statements, void (*idle)(void *), void *arg,
    struct err *e)
{
	struct session	 s = { conninfo, program, query_texts, idle, arg };
	struct db	*db = session_open(&s, e);

	if (db != NULL && (session_direct(db, e) != 0 || fits(db, e) != 0 ||
	    session_prepare(db, statements, e) != 0))
		db_close(&db);
	return db;
}
