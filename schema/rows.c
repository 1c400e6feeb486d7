/*
 * Results are binary.  A NULL reads as 0 or "": ask rows_null where that
 * matters.  A column of another type than was asked for is a mistake in our
 * own statement.
 */
#include <assert.h>
#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "schema/session.h"

struct rows {
	PGresult	*result;
};

/* pg_type.oid; these never change. */
enum {
	TYPE_BOOL = 16, TYPE_BYTEA = 17, TYPE_NAME = 19, TYPE_INT8 = 20,
	TYPE_INT2 = 21, TYPE_INT4 = 23, TYPE_TEXT = 25,
	TYPE_VARCHAR = 1043, TYPE_XID8 = 5069
};

struct rows *
rows_new(PGresult *result)
{
	struct rows	*r = malloc(sizeof(*r));

	if (r == NULL)
		abort();
	r->result = result;
	return r;
}

void
rows_free(struct rows **rp)
{
	if (*rp == NULL)
		return;
	PQclear((*rp)->result);
	free(*rp);
	*rp = NULL;
}

size_t
rows_count(const struct rows *r)
{
	return (size_t)PQntuples(r->result);
}

static int
number(const struct rows *r, size_t row, int column)
{
	assert(row < rows_count(r));
	assert(column >= 0 && column < PQnfields(r->result));
	return (int)row;
}

int
rows_null(const struct rows *r, size_t row, int column)
{
	return PQgetisnull(r->result, number(r, row, column), column);
}

static const char *
value(const struct rows *r, size_t row, int column)
{
	return PQgetvalue(r->result, number(r, row, column), column);
}

static size_t
length(const struct rows *r, size_t row, int column)
{
	return (size_t)PQgetlength(r->result, number(r, row, column), column);
}

static int
is_integer(Oid type)
{
	return type == TYPE_INT8 || type == TYPE_INT4 || type == TYPE_INT2 ||
	    type == TYPE_XID8;
}

static int
is_text(Oid type)
{
	return type == TYPE_TEXT || type == TYPE_VARCHAR || type == TYPE_NAME;
}

int64_t
rows_int(const struct rows *r, size_t row, int column)
{
	size_t		 n = length(r, row, column);
	uint64_t	 wire = 0;
	unsigned	 unused = 64 - 8 * (unsigned)n;

	assert(is_integer(PQftype(r->result, column)));
	if (n == 0)
		return 0;
	memcpy(&wire, value(r, row, column), n);
	/* The bytes stand at the top; the shift down brings the sign along. */
	return (int64_t)be64toh(wire) >> unused;
}

const char *
rows_text(const struct rows *r, size_t row, int column)
{
	assert(is_text(PQftype(r->result, column)));
	return value(r, row, column);
}

struct bytes
rows_bytea(const struct rows *r, size_t row, int column)
{
	assert(PQftype(r->result, column) == TYPE_BYTEA);
	return (struct bytes){ (const uint8_t *)value(r, row, column),
	    length(r, row, column) };
}

int
rows_bool(const struct rows *r, size_t row, int column)
{
	assert(PQftype(r->result, column) == TYPE_BOOL);
	return *value(r, row, column) != 0;
}
