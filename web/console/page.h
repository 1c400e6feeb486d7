/*
 * page.h - a page of the console is a row of a table, and so is what a form
 * does.
 *
 * To add a page:
 *   1. its statements as files in schema/queries, and a line for each in
 *      console_queries (pages.c);
 *   2. PAGE.c with three functions: `read` asks the database and fills in the
 *      visit (say, command, model), `html` writes what stands between heading
 *      and foot, `json` the members of its JSON form;
 *   3. a row in page_table (pages.c); where it has a menu word, it is in the
 *      menu; where it has an export (export.h), that is linked at its foot.
 * To add an action: a row in deed_table, and a form made by page_form on a
 * page.  An action that is a rating's (award, approve, publish, correct,
 * withdraw) writes nothing: it is an event, and goes to the line.
 *
 * Before any of these is called the session, the role and, for a form, its
 * token and that it was not used before are known to be right.
 */
#ifndef WEB_CONSOLE_PAGE_H
#define WEB_CONSOLE_PAGE_H

#include "base/html.h"
#include "base/json.h"
#include "operations/say.h"
#include "schema/db.h"
#include "web/console/form.h"
#include "web/console/watch.h"
#include "web/request.h"

/* What the roles of a person come to. */
enum may {
	MAY_SEE = 1,		/* every role */
	MAY_OPERATE = 2,	/* pause, resume, set, retry, discard */
	MAY_PROPOSE = 4,	/* propose an award, a version */
	MAY_APPROVE = 8		/* be the second person */
};

struct console;

enum { VISIT_ROWS = 8 };

/* One request of one person. */
struct visit {
	struct request		*request;
	struct arena		*arena;		/* of the request */
	struct console		*console;
	struct db		*db;		/* as sixthkey_console */
	const char		*rest;		/* behind the page's path */

	/* Who; may is 0 where nobody has signed in. */
	const char		*who;
	unsigned		 may;
	int64_t			 session;
	const char		*key;		/* what only this browser holds */

	struct pair		 field[FORM_FIELDS];
	size_t			 nfield;

	/* What a page says: plain words first, the same at a shell. */
	const char		*title, *say, *command;
	int			 grave;		/* the words are a warning */
	void			*model;		/* of the page's own */
	struct rows		*rows[VISIT_ROWS];
	size_t			 nrows;
	unsigned		 status;	/* 0: 200 */
	int			 stands;	/* the page is shown all the same */
	const char		*go;		/* where to go from here */
};

/* 0, or -1 where the database does not answer. */
typedef int	 visit_fn(struct visit *, struct err *);

struct export;

struct page {
	const char	*path;		/* "/events/": and a name behind it */
	const char	*menu;		/* its word in the menu; NULL: none */
	unsigned	 may;		/* who may see it: MAY_... */
	visit_fn	*read;
	void		(*html)(struct visit *, struct buf *out);
	void		(*json)(struct visit *, struct json *);
	const struct export *export;	/* all of it; NULL: there is none */
};

/* What is done says `go`, or `say` where nothing was done and why; its status
 * is 409 then, unless another was set. */
struct deed {
	const char	*path;
	unsigned	 may;
	visit_fn	*act;
};

/* Ended by a row without path. */
extern const struct page	 page_table[];
extern const struct deed	 deed_table[];
extern const enum query		 console_queries[];

/* ---- for read and act ---------------------------------------------------- */

/* A field of the form, or an argument of the address; "" where there is none. */
const char	*visit_field(const struct visit *, const char *name);
const char	*visit_argument(const struct visit *, const char *name);

/* A sentence of this visit. */
const char	*visit_text(struct visit *, const char *, ...)
		    __attribute__((format(printf, 2, 3)));

/* Nothing is there, or nothing was done: says why.  Returns 0. */
int		 visit_refuse(struct visit *, unsigned status,
		    const char *say);

/* What is asked for cannot be, and the page says why, so that it can be
 * mended there; a program is refused.  Returns 0. */
int		 visit_mend(struct visit *, const char *say);

/* These rows go with the visit; returns them. */
struct rows	*visit_keep(struct visit *, struct rows *);

/* They are not needed any more. */
void		 visit_drop(struct visit *);

/* True where there is a reason in the form; else it is refused. */
int		 visit_reason(struct visit *, const char **reason);

/* The figures, and what is paused as of now. */
int		 visit_figures(struct visit *, struct figures *, struct err *);

/* One statement, at most VISIT_ROWS of them; its rows go with the visit, the
 * params at once.  NULL: -1 is due. */
struct rows	*visit_rows(struct visit *, enum query, struct params *,
		    struct err *);

/* ---- for html ------------------------------------------------------------ */

/* True where this person may do such things: only then there is a form. */
int		 visit_may(const struct visit *, unsigned may);

/* "<form …>" with its token; close it with "</form>". */
void		 page_form(struct visit *, struct buf *, const char *path,
		    const char *class);

/* A time; a link to a stage, to an organisation, to an event.  Counts and ages
 * are say_count and say_age. */
void		 page_stage(struct buf *, enum stage);
void		 page_subject(struct buf *, const char *id, const char *text);
void		 page_time(struct buf *, const char *utc);
void		 page_event(struct buf *, int64_t id);

/* A word as a shell takes it, in quotes where it needs them; no HTML. */
void		 page_word(struct buf *, const char *);

/* A text that may be an address of the web. */
void		 page_link(struct buf *, const char *);

/* To the rows of this list that came before that one. */
void		 page_older(struct visit *, struct buf *, int64_t before);

/* A table that may be wider than the screen; heads end with NULL, one that
 * begins with '#' is of numbers. */
void		 page_table_begin(struct buf *, const char *label,
		    const char *const *heads);
void		 page_table_end(struct buf *);

/* The field "reason" of a form; its id is for the label. */
void		 page_reason(struct buf *, const char *id);

/* The whole answer: shell.c.  Where something was refused, or there is a place
 * to go to, it is that. */
void		 shell_page(struct visit *, const struct page *);
void		 shell_said(struct visit *);	/* heading and words alone */

/* What a deed has made and is shown this once: 200, and nothing keeps it. */
void		 shell_once(struct visit *, void (*html)(struct visit *,
		    struct buf *));
void		 shell_headers(struct request *, const struct console *);

/* The address of this page with its arguments, without one of them. */
const char	*shell_address(struct visit *, const char *without);

#endif
