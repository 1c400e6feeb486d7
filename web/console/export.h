/*
 * export.h - all that a page is a part of, as a file: ?format=csv, or jsonl for
 * JSON lines.  It is read and sent piece by piece, so it may be as long as it
 * likes and nobody waits for it.
 */
#ifndef WEB_CONSOLE_EXPORT_H
#define WEB_CONSOLE_EXPORT_H

#include "web/console/page.h"

enum export_form { EXPORT_NONE, EXPORT_CSV, EXPORT_JSONL };
enum export_kind { EXPORT_TEXT, EXPORT_INT, EXPORT_BOOL };

/* `at` is the column of the rows that are read. */
struct export_column {
	const char		*name;
	enum export_kind	 kind;
	int			 at;
};
enum { EXPORT_COLUMNS = 16 };

/* Where the next piece begins: before the first, all is 0; the text lives in
 * the visit's arena. */
struct export_place {
	int64_t		 id;
	const char	*text;		/* NULL: at the beginning */
	int		 ended;
};

struct export {
	const char			*name;		/* of the file */
	const struct export_column	*columns;	/* ended without name */
	/* The next piece from a place on, which moves; NULL: -1 is due. */
	struct rows	*(*next)(struct visit *, struct export_place *,
			    struct err *);
	/* Is that row one of them?  NULL: each is. */
	int		(*has)(struct visit *, const struct rows *, size_t);
};

/* What this visit asks for. */
enum export_form	 export_form(const struct visit *);

/* The first piece: 0, or -1. */
int			 export_begin(struct visit *, const struct export *,
			    struct err *);

/* One row as members of an object. */
void			 export_members(struct json *,
			    const struct export_column *, const struct rows *,
			    size_t);

/* Links for the foot of a page. */
void			 export_links(struct visit *, struct buf *);

#endif
