#include <libpq-fe.h>

#include "tests/bench/lib/stored.h"
#include "tests/lib/test.h"

enum { SQL = 2000, EACH = 10 };

/* What is copied into which table: a row for each new event i, or one for each
 * organisation. */
static const struct copy {
	const char	*into, *rows, *like;
	int		 step;
} copies[] = {
	{ "event (event_id, at, kind, worker, source, source_id, subject, "
	    "digest, payload)",
	    "i, l.at, l.kind, l.worker, '/bench/stored', i::text, "
	    "'stored-' || i / 10, l.digest, l.payload", "event l", 1 },
	{ "assessment (event_id, at, outcome, worker, subject_hash, payload)",
	    "i, l.at, l.outcome, l.worker, (i / 10)::integer, l.payload",
	    "assessment l", 1 },
	{ "combination (event_id, at, outcome, worker, subject_hash, version, "
	    "payload)",
	    "i, l.at, l.outcome, l.worker, (i / 10)::integer, l.version, "
	    "l.payload",
	    "combination l", 1 },
	{ "publication (event_id, at, outcome, worker, version)",
	    "i, l.at, l.outcome, l.worker, l.version", "publication l", 1 },
	{ "subject_head (subject, seq, version, at, worker, decision, holds, "
	    "state)",
	    "'stored-' || i / 10, (1 + i % 10)::integer, 1, l.at, l.worker, "
	    "l.decision, l.holds, l.state",
	    "event e join subject_head l using (subject)", 1 },
	{ "rating_version (subject, version, seq, at, worker, events, "
	    "decision, holds, document, digest)",
	    "'stored-' || i / 10, 1, 1, l.at, l.worker, 10, l.decision, "
	    "l.holds, l.document, l.digest",
	    "event e join rating_version l using (subject)", EACH },
	{ "decision (subject, seq, version, at, worker, verdict, event_id, "
	    "decided_by, reason)",
	    "'stored-' || i / 10, 1, 1, l.at, l.worker, l.verdict, i, "
	    "l.decided_by, l.reason",
	    "decision l", EACH },
};

static PGconn *
connect_as_super(struct pg *pg)
{
	PGconn	*c = PQconnectdb(pg_conninfo(pg, NULL));

	if (PQstatus(c) != CONNECTION_OK)
		fail_msg("%s", PQerrorMessage(c));
	PQclear(PQexec(c, "set search_path = sixthkey"));
	return c;
}

static void
begin(PGconn *c, const char *sql, ExecStatusType want)
{
	PGresult	*r = PQexec(c, sql);

	if (PQresultStatus(r) != want)
		fail_msg("%s: %s", sql, PQerrorMessage(c));
	PQclear(r);
}

/* Rows of the one, as they come, into the other. */
static void
stream(PGconn *out, PGconn *in)
{
	char		*row;
	int		 n;
	PGresult	*r;

	while ((n = PQgetCopyData(out, &row, 0)) > 0) {
		if (PQputCopyData(in, row, n) != 1)
			fail_msg("%s", PQerrorMessage(in));
		PQfreemem(row);
	}
	if (n != -1 || PQputCopyEnd(in, NULL) != 1)
		fail_msg("%s", PQerrorMessage(n == -1 ? in : out));
	while ((r = PQgetResult(out)) != NULL)
		PQclear(r);
	r = PQgetResult(in);
	if (PQresultStatus(r) != PGRES_COMMAND_OK)
		fail_msg("%s", PQerrorMessage(in));
	PQclear(r);
	PQclear(PQgetResult(in));
}

static void
make(const struct copy *k, PGconn *out, PGconn *in, long long from,
    long long upto)
{
	char	 sql[SQL];

	snprintf(sql, sizeof(sql), "copy (select %s from generate_series("
	    "%lld::bigint, %lld, %d) i, %s where event_id = 1) to stdout "
	    "(format binary)", k->rows, from, upto, k->step, k->like);
	begin(out, sql, PGRES_COPY_OUT);
	snprintf(sql, sizeof(sql), "copy %s from stdin (format binary)",
	    k->into);
	begin(in, sql, PGRES_COPY_IN);
	stream(out, in);
}

/* What is only made to be there need not wait for the disk. */
static void
durable(struct pg *pg, const char *how)
{
	pg_value(pg, "alter system set fsync = %s", how);
	pg_value(pg, "alter system set full_page_writes = %s", how);
	pg_value(pg, "select pg_reload_conf()");
}

void
stored_make(struct pg *pg, uint64_t events)
{
	PGconn		*out = connect_as_super(pg), *in = connect_as_super(pg);
	long long	 from = strtoll(pg_value(pg, "select 10 + max(event_id) "
			    "/ 10 * 10 from event"), NULL, 10);
	long long	 upto = from + (long long)(events / EACH * EACH) - 1;
	size_t		 i;

	/* Nobody may draw one of these ids meanwhile. */
	pg_value(pg, "select setval('event_event_id_seq', %lld)", upto);
	durable(pg, "off");
	for (i = 0; i < sizeof(copies) / sizeof(*copies); i++)
		make(&copies[i], out, in, from, upto);
	PQfinish(out);
	PQfinish(in);
	durable(pg, "on");
	pg_value(pg, "vacuum analyze");
	pg_value(pg, "checkpoint");
}

struct held {
	PGconn	*conn;
};

struct held *
held_open(struct pg *pg)
{
	struct held	*h = calloc(1, sizeof(*h));

	assert_non_null(h);
	h->conn = connect_as_super(pg);
	begin(h->conn, "begin isolation level repeatable read",
	    PGRES_COMMAND_OK);
	begin(h->conn, "select pg_current_xact_id(), count(*) from node",
	    PGRES_TUPLES_OK);
	return h;
}

void
held_close(struct held **hp)
{
	if (*hp == NULL)
		return;
	PQfinish((*hp)->conn);
	free(*hp);
	*hp = NULL;
}
