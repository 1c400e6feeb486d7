#include "tests/bench/lib/pipe.h"
#include "tests/lib/test.h"

static void
need(PGconn *c, int well)
{
	if (!well)
		fail_msg("%s", PQerrorMessage(c));
}

PGconn *
pipe_open(const char *conninfo, const char *const *named)
{
	PGconn		*c = PQconnectdb(conninfo);
	PGresult	*r;

	need(c, PQstatus(c) == CONNECTION_OK);
	for (; *named != NULL; named += 2) {
		r = PQprepare(c, named[0], named[1], 0, NULL);
		need(c, PQresultStatus(r) == PGRES_COMMAND_OK);
		PQclear(r);
	}
	need(c, PQenterPipelineMode(c));
	return c;
}

void
pipe_send(PGconn *c, const char *name, const struct params *p)
{
	struct params_wire	 w = { 0 };

	params_wire(p, &w);
	need(c, PQsendQueryPrepared(c, name, w.n, w.values, w.lengths,
	    w.formats, 1));
}

void
pipe_sync(PGconn *c)
{
	need(c, PQpipelineSync(c));
}

PGresult *
pipe_take(PGconn *c)
{
	PGresult	*r = PQgetResult(c);

	need(c, PQresultStatus(r) == PGRES_TUPLES_OK ||
	    PQresultStatus(r) == PGRES_COMMAND_OK);
	PQclear(PQgetResult(c));	/* the end of this statement */
	return r;
}

void
pipe_skip(PGconn *c)
{
	PQclear(pipe_take(c));
}

void
pipe_synced(PGconn *c)
{
	PGresult	*r = PQgetResult(c);

	need(c, PQresultStatus(r) == PGRES_PIPELINE_SYNC);
	PQclear(r);
}
