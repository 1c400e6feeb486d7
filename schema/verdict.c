/*
 * What a failure means, from its SQLSTATE.
 */
#include <stdio.h>
#include <string.h>

#include "schema/session.h"

enum { KEPT, LOST };

static const struct verdict {
	const char	*prefix;
	enum err_kind	 kind;
	int		 lost;
} verdicts[] = {
#define SQLSTATE(prefix, kind, lost)	{ prefix, kind, lost },
#include "schema/sqlstate.def"
#undef SQLSTATE
};

static const struct verdict *
verdict(const char *sqlstate)
{
	const struct verdict	*v = verdicts;

	while (strncmp(sqlstate, v->prefix, strlen(v->prefix)) != 0)
		v++;
	return v;
}

/* Messages of libpq have several lines and a hint; an error is one line. */
static void
flatten(char *out, size_t size, const char *text)
{
	size_t	n = 0;

	for (; *text != '\0' && n + 1 < size; text++) {
		char	c = *text == '\n' || *text == '\t' ? ' ' : *text;

		if (c != ' ' || (n > 0 && out[n - 1] != ' '))
			out[n++] = c;
	}
	while (n > 0 && out[n - 1] == ' ')
		n--;
	out[n] = '\0';
}

static const char *
field(const PGresult *result, int code)
{
	const char	*s = PQresultErrorField(result, code);

	return s == NULL ? "" : s;
}

static void
add_detail(const PGresult *result, struct err *e)
{
	const char	*detail = field(result, PG_DIAG_MESSAGE_DETAIL);
	size_t		 n = strlen(e->text);

	if (*detail != '\0')
		snprintf(e->text + n, sizeof(e->text) - n, "; %s", detail);
}

/* libpq made this failure itself: the server is out of reach. */
int
verdict_lost(struct db *db, struct err *e)
{
	char	text[300];

	db->lost = 1;
	flatten(text, sizeof(text), PQerrorMessage(db->conn));
	return err_set(e, ERR_AGAIN, "the connection to PostgreSQL was lost: %s",
	    *text != '\0' ? text : "it ended without a word");
}

int
verdict_result(struct db *db, const PGresult *result, const char *name,
    struct err *e)
{
	const char		*state = field(result, PG_DIAG_SQLSTATE);
	const struct verdict	*v = verdict(state);

	if (*state == '\0') {
		verdict_lost(db, e);
		return err_add(e, "%s", name);
	}
	if (v->lost)
		db->lost = 1;
	err_set(e, v->kind, "%s: %s (%s)", name,
	    field(result, PG_DIAG_MESSAGE_PRIMARY), state);
	add_detail(result, e);
	return -1;
}

/* Finds "FATAL:  28P01: " in a verbose message, whatever FATAL is called in
 * the server's language; "" if the server said nothing. */
static const char *
find_sqlstate(const char *text, char state[6])
{
	const char	*p = text;

	state[0] = '\0';
	while ((p = strstr(p, ":  ")) != NULL) {
		p += 3;
		if (strspn(p, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 5 &&
		    p[5] == ':') {
			memcpy(state, p, 5);
			state[5] = '\0';
			return state;
		}
	}
	return state;
}

/* libpq keeps the SQLSTATE of a refused connection to itself, but a verbose
 * message shows it. */
int
verdict_connection(const PGconn *conn, struct err *e)
{
	const char	*verbose = PQerrorMessage(conn);
	char		 state[6], text[300], *location;
	enum err_kind	 kind = ERR_AGAIN;

	if (*find_sqlstate(verbose, state) != '\0')
		kind = verdict(state)->kind;
	else if (PQconnectionNeedsPassword(conn))
		kind = ERR_SETUP;
	flatten(text, sizeof(text), verbose);
	if ((location = strstr(text, " LOCATION: ")) != NULL)
		*location = '\0';
	return err_set(e, kind, "cannot connect: %s%s", text,
	    strcmp(state, "08P01") == 0 ? " (a connection pooler? connect to "
	    "the server itself)" : "");
}
