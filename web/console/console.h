/*
 * console.h - the pages for people who run the line: an address of their own, a
 * role of their own in the database, threads that read for them.
 */
#ifndef WEB_CONSOLE_CONSOLE_H
#define WEB_CONSOLE_CONSOLE_H

#include "base/conf.h"
#include "web/http.h"
#include "web/picture.h"

struct console;

/* As it is set, in a program's own struct. */
struct console_conf {
	char	 console[CONF_TEXT_MAX], console_db[CONF_TEXT_MAX],
		 console_tls[CONF_TEXT_MAX];
	int64_t	 idle_minutes, session_hours;
};

#define CONSOLE_CONF_ROW(kind, type, at, field, def, min, max, help) \
	{ #field, kind, offsetof(type, at.field), def, min, max, help }
#define CONSOLE_CONF_ROWS(type, at) \
	CONSOLE_CONF_ROW(CONF_OWN, type, at, console, "", 0, \
	    CONF_TEXT_MAX - 1, \
	    "where the console is: address and port; empty: nowhere"), \
	CONSOLE_CONF_ROW(CONF_TEXT, type, at, console_db, "", 0, \
	    CONF_TEXT_MAX - 1, "PostgreSQL as sixthkey_console"), \
	CONSOLE_CONF_ROW(CONF_TEXT, type, at, console_tls, "no", 0, \
	    CONF_TEXT_MAX - 1, \
	    "yes: a proxy in front speaks TLS, and cookies are for it alone; " \
	    "local: what reaches it comes from this host alone, as to a " \
	    "container's port"), \
	CONSOLE_CONF_ROW(CONF_INT, type, at, idle_minutes, "30", 1, 1440, \
	    "a session of the console ends when nobody uses it for so long"), \
	CONSOLE_CONF_ROW(CONF_INT, type, at, session_hours, "12", 1, 168, \
	    "a session of the console ends after so long")

int		 console_conf_check(const struct console_conf *, struct err *);

/* What it shares with the rest of the program. */
struct console_links {
	struct pictures		*pictures;
	struct door		*door;
	struct http_conf	 http;		/* limits; not the address */
};

/* 0 and a console, or none where it is set to be nowhere; -1 with ERR_SETUP. */
int		 console_open(const struct console_conf *,
		    const struct console_links *, struct console **,
		    struct err *);

/* No more connections; no new question; then, when everything held is done,
 * end.  A NULL console takes all of it. */
void		 console_quiesce(struct console *);
void		 console_drain(struct console *);
void		 console_close(struct console **);

#endif
