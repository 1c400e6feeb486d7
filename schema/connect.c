/*
 * From a connection string to a connection.
 *
 * The hosts of the string are tried one after the other with a deadline each:
 * libpq's own loop leaves connect_timeout to its caller here, and one host
 * that takes the connection and says nothing would use up everybody's time.
 * Looking up a host's name still blocks; give addresses where that matters.
 */
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/text.h"
#include "schema/session.h"

enum { OPTIONS_MAX = 80 };

/*
 * Ours stand first, so that options in the connection string win.
 *
 * A plan kept from an empty table reads the whole table once it has grown, and
 * goes on until statistics are taken (tests/schema/test_plans.c).  So every
 * call is planned for what is there, which takes 0.05 to 0.5 ms; db_keep_plans
 * is for those whom that would hurt.  To compile the large
 * ones takes seconds, to run them takes milliseconds: no JIT.
 */
static const char session_options[] =
    "-c search_path=sixthkey -c TimeZone=UTC "
    "-c idle_in_transaction_session_timeout=30s "
    "-c plan_cache_mode=force_custom_plan "
    "-c jit=off ";

/* Unless the connection string says otherwise. */
static const struct {
	const char	*keyword, *value;
} defaults[] = {
	{ "connect_timeout", "3" },
	{ "keepalives", "1" },
	{ "keepalives_idle", "5" },
	{ "keepalives_interval", "2" },
	{ "keepalives_count", "3" },
	{ "tcp_user_timeout", "5000" },
	{ "target_session_attrs", "read-write" },
};

static PQconninfoOption *
option(PQconninfoOption *options, const char *keyword)
{
	while (options->keyword != NULL &&
	    strcmp(options->keyword, keyword) != 0)
		options++;
	return options;
}

static void
assign(PQconninfoOption *o, const char *value)
{
	free(o->val);
	if ((o->val = strdup(value)) == NULL)
		abort();
}

static void
assign_default(PQconninfoOption *o, const char *value)
{
	if (o->val == NULL)
		assign(o, value);
}

static void
complete(PQconninfoOption *options, const char *program)
{
	PQconninfoOption	*own = option(options, "options");
	struct buf		 all = { 0 };
	size_t			 i;

	for (i = 0; i < sizeof(defaults) / sizeof(defaults[0]); i++)
		assign_default(option(options, defaults[i].keyword),
		    defaults[i].value);
	assign_default(option(options, "application_name"), program);
	assign(option(options, "client_encoding"), "UTF8");
	buf_text(&all, session_options);
	buf_text(&all, own->val != NULL ? own->val : "");
	assign(own, all.data);
	buf_release(&all);
}

/* Item i of "a,b,c"; a list of one stands for every host. */
static const char *
item(const char *list, size_t i, struct buf *out)
{
	const char	*p = list;

	if (strchr(list, ',') == NULL)
		return list;
	while (i-- > 0 && (p = strchr(p, ',')) != NULL)
		p++;
	if (p != NULL)
		buf_add(out, p, strcspn(p, ","));
	return out->data != NULL ? out->data : "";
}

static size_t
hosts(PQconninfoOption *options)
{
	const char	*list = option(options, "host")->val;
	size_t		 n = 1;

	if (list == NULL)
		list = option(options, "hostaddr")->val;
	for (; list != NULL && (list = strchr(list, ',')) != NULL; list++)
		n++;
	return n;
}

static PGconn *
start(PQconninfoOption *options, size_t host)
{
	static const char *const lists[] = { "host", "hostaddr", "port" };
	const char	*keywords[OPTIONS_MAX], *values[OPTIONS_MAX];
	struct buf	 items[3] = { { 0 }, { 0 }, { 0 } };
	PGconn		*conn;
	size_t		 i, n = 0;

	for (; options->keyword != NULL && n < OPTIONS_MAX - 1; options++) {
		if (options->val == NULL)
			continue;
		keywords[n] = options->keyword;
		values[n] = options->val;
		for (i = 0; i < 3; i++)
			if (strcmp(keywords[n], lists[i]) == 0)
				values[n] = item(options->val, host, &items[i]);
		n++;
	}
	keywords[n] = values[n] = NULL;
	conn = PQconnectStartParams(keywords, values, 0);
	for (i = 0; i < 3; i++)
		buf_release(&items[i]);
	return conn;
}

/*
 * The standby's word is part of a commit.  The server's function is told apart
 * by its name, which is not translated; older servers may not send it.
 */
static void
on_notice(void *arg, const PGresult *notice)
{
	struct db	*db = arg;
	const char	*where = PQresultErrorField(notice,
			    PG_DIAG_SOURCE_FUNCTION);
	const char	*text = PQresultErrorField(notice,
			    PG_DIAG_MESSAGE_PRIMARY);

	if ((where != NULL && strcmp(where, "SyncRepWaitForLSN") == 0) ||
	    (text != NULL && strstr(text, "synchronous replication") != NULL))
		db->unconfirmed = 1;
}

static int
handshake(struct db *db, int64_t deadline, struct err *e)
{
	PostgresPollingStatusType	state = PGRES_POLLING_WRITING;

	while (state != PGRES_POLLING_OK) {
		if (state == PGRES_POLLING_FAILED ||
		    PQstatus(db->conn) == CONNECTION_BAD)
			return verdict_connection(db->conn, e);
		if (clock_ms() >= deadline)
			return err_set(e, ERR_AGAIN, "cannot connect: no "
			    "answer from %s port %s in time",
			    PQhost(db->conn), PQport(db->conn));
		session_wait(db, state == PGRES_POLLING_WRITING ?
		    POLLOUT : POLLIN, deadline);
		state = PQconnectPoll(db->conn);
	}
	return 0;
}

/* How long to wait for one host, ms.  libpq calls "for ever" 0. */
static int64_t
patience(PQconninfoOption *options)
{
	enum { DAY = 86400 };
	int64_t	seconds;

	if (text_number(option(options, "connect_timeout")->val, 1, DAY,
	    &seconds) != 0)
		seconds = DAY;
	return seconds * 1000;
}

static int
connect_host(struct db *db, PQconninfoOption *options, size_t host,
    struct err *e)
{
	int64_t	deadline = clock_ms() + patience(options);

	if ((db->conn = start(options, host)) == NULL)
		abort();
	PQsetErrorVerbosity(db->conn, PQERRORS_VERBOSE);
	PQsetNoticeReceiver(db->conn, on_notice, db);
	if (handshake(db, deadline, e) == 0 &&
	    PQsetnonblocking(db->conn, 1) == 0 &&
	    PQenterPipelineMode(db->conn) == 1) {
		PQsetErrorVerbosity(db->conn, PQERRORS_DEFAULT);
		return 0;
	}
	PQfinish(db->conn);
	db->conn = NULL;
	return -1;
}

/* A host that may come back decides over one that never can. */
static int
connect_any(struct db *db, PQconninfoOption *options, struct err *e)
{
	struct err	one;
	size_t		i, n = hosts(options);

	for (i = 0; i < n; i++) {
		if (connect_host(db, options, i, &one) == 0)
			return 0;
		if (i == 0 || (e->kind != ERR_AGAIN && one.kind == ERR_AGAIN))
			*e = one;
	}
	return -1;
}

static struct db *
db_new(const struct session *s)
{
	struct db	*db = calloc(1, sizeof(*db));
	size_t		 n = 0;

	while (s->texts[n].name != NULL)
		n++;
	if (db == NULL || (db->prepared = calloc(n + 1, 1)) == NULL)
		abort();
	db->texts = s->texts;
	db->idle = s->idle;
	db->arg = s->arg;
	db->idle_at = clock_ms();
	return db;
}

struct db *
session_open(const struct session *s, struct err *e)
{
	PQconninfoOption	*options = PQconninfoParse(s->conninfo, NULL);
	struct db		*db;

	/* libpq's message would quote the string, and with it a password. */
	if (options == NULL) {
		err_set(e, ERR_SETUP, "the connection string is neither "
		    "keyword=value words nor a postgresql:// address");
		return NULL;
	}
	complete(options, s->program);
	db = db_new(s);
	if (connect_any(db, options, e) != 0)
		db_close(&db);
	PQconninfoFree(options);
	return db;
}
