#include <stdio.h>
#include <stdlib.h>

#include <libpq-fe.h>

#include "tests/chaos/ask.h"

struct ask {
	PGconn	*db;
};

struct answers {
	PGresult	*rows;
};

static void *
make(size_t size)
{
	void	*p = calloc(1, size);

	if (p == NULL)
		abort();
	return p;
}

struct ask *
ask_open(struct pg *pg, const char *role)
{
	struct ask	*a = make(sizeof(*a));

	a->db = PQconnectdb(pg_conninfo(pg, role));
	if (PQstatus(a->db) == CONNECTION_OK)
		PQclear(PQexec(a->db, "set search_path = sixthkey"));
	else
		ask_close(&a);
	return a;
}

struct ask *
ask_must(struct pg *pg, const char *role)
{
	struct ask	*a = ask_open(pg, role);

	if (a == NULL) {
		fputs("PostgreSQL cannot be reached\n", stderr);
		exit(EXIT_FAILURE);
	}
	return a;
}

void
ask_close(struct ask **ap)
{
	if (*ap == NULL)
		return;
	PQfinish((*ap)->db);
	free(*ap);
	*ap = NULL;
}

struct answers *
ask(struct ask *a, const char *sql, const char *param)
{
	struct answers	*r = make(sizeof(*r));

	r->rows = PQexecParams(a->db, sql, param != NULL, NULL, &param, NULL,
	    NULL, 0);
	if (PQresultStatus(r->rows) != PGRES_TUPLES_OK &&
	    PQresultStatus(r->rows) != PGRES_COMMAND_OK)
		answers_free(&r);
	return r;
}

struct answers *
ask_rows(struct ask *a, const char *sql)
{
	struct answers	*r = ask(a, sql, NULL);

	if (r == NULL) {
		fprintf(stderr, "%s: %s", sql, PQerrorMessage(a->db));
		exit(EXIT_FAILURE);
	}
	return r;
}

int64_t
ask_number(struct ask *a, const char *sql)
{
	struct answers	*r = ask_rows(a, sql);
	int64_t		 n = strtoll(answers_text(r, 0, 0), NULL, 10);

	answers_free(&r);
	return n;
}

int
answers_count(const struct answers *r)
{
	return PQntuples(r->rows);
}

const char *
answers_text(const struct answers *r, int row, int column)
{
	return PQgetvalue(r->rows, row, column);
}

void
answers_free(struct answers **rp)
{
	if (*rp == NULL)
		return;
	PQclear((*rp)->rows);
	free(*rp);
	*rp = NULL;
}

int
ask_up(struct pg *pg)
{
	return PQping(pg_conninfo(pg, NULL)) == PQPING_OK;
}
