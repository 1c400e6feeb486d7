/*
 * inside.h - what the files of the console know of each other.
 */
#ifndef WEB_CONSOLE_INSIDE_H
#define WEB_CONSOLE_INSIDE_H

#include "web/console/attempts.h"
#include "web/console/console.h"
#include "web/console/impact.h"
#include "web/console/page.h"
#include "web/console/runner.h"
#include "web/console/submit.h"
#include "web/desk.h"
#include "web/door.h"

struct console {
	int64_t			 idle_s, most_s;	/* of a session */
	int			 secure;	/* for TLS alone */
	/* What stands for a session, and what a sign-in form is bound to. */
	const char		*session_cookie, *door_cookie;
	struct http		*http;
	struct desk		*desk;		/* reads pages, does deeds */
	struct desk		*porter;	/* proves passwords */
	struct watch		*watch;
	struct runner		*runner;
	struct impacts		*impacts;
	struct door		*door;		/* for events */
	struct bulk_line	 line;		/* the same, for a replay */
	struct pictures		*pictures;
	struct attempts		 attempts;	/* of the porter's thread */
};

/* visit.c: one request at the desk; its server is the console. */
desk_fn	 visit_serve;

/* Of somebody who is not known yet. */
struct visit	*visit_new(struct db *, struct request *);

/* shell.c: what a visit gets where the database does not serve. */
desk_sorry_fn	 shell_sorry;

/* signin.c: its page, at the desk; a name and a password, at the porter's. */
extern const struct page	 signin_page;
desk_fn	 signin_serve;
visit_fn signin_leave;

void	 visit_cookie(struct visit *, const char *name, const char *value,
	    int64_t seconds);

/* Fields of the body; -1 after it was refused.  A form from another site is
 * refused by what the browser says of it. */
int	 visit_fields(struct visit *);

/* assets.c, made from assets/: NULL where there is no such file. */
struct asset {
	const char	*path, *type, *text;
};
extern const struct asset	 console_assets[];

#endif
