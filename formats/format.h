/*
 * format.h - what a format has to provide, and what all of them use to read
 * and to refuse.  Private to this room.
 */
#ifndef FORMATS_FORMAT_H
#define FORMATS_FORMAT_H

#include "formats/csv.h"
#include "formats/ods.h"
#include "formats/pieces.h"
#include "formats/reader.h"
#include "formats/sheaf.h"

enum { SKIPPED_MAX = 4, NAME_MAX_BYTES = 400, SERVICE_MAX_BYTES = 200,
    LINK_MAX_BYTES = 1000 };

struct json;

/* One pass over one file. */
struct reading {
	struct source	*source;
	struct csv	*csv;		/* of a CSV format */
	struct ods	*ods;		/* whose sheets the source has */
	struct pieces	*pieces;	/* of JSON */
	struct sheaf	*sheaf;
	uint64_t	 line;		/* of a format that hands out itself */
	int		 ahead;		/* the csv record is still to be read */
	struct skipped	 skipped[SKIPPED_MAX];
	size_t		 nskipped;
};

struct format {
	const char		*name;
	const char		*in_sheets;	/* its name in a spreadsheet */
	const char		*source;
	const char *const	*columns;	/* a CSV needs them; NULL ends;
						 * "a|b" is either name */

	/* Put what one record of a CSV says into the sheaf, rejects too. */
	void	(*row)(struct reading *);

	/* Or read one object and do so.  1: may have more; 0: the end; -1:
	 * ERR_INPUT. */
	int	(*gather)(struct reading *, struct err *);

	/* Or, where each record is an event of its own: as reader_next. */
	int	(*next)(struct reading *, struct arena *, struct event *,
		    struct reject *, struct err *);

	/* The row that was refused as the event it was to become, in JSON: its
	 * values as they were found.  NULL: there is no telling. */
	void	(*draft)(const struct reading *, struct json *);
};

extern const struct format	 trust_csv, question_csv, latest_csv, care_csv;
extern const struct format	 active_csv, directory_csv;
extern const struct format	 cqc_json, cloud_lines;

/* Column by its name or names ("a|b"); -1: none. */
long		 column_find(const struct csv *, const char *names);

/* One more of what is left out on purpose; `what` is a constant. */
void		 reading_skip(struct reading *, const char *what, uint64_t n);

/* 0, or -1 after the value was refused with a sentence. */
int		 reading_code(struct reading *, uint64_t line,
		    const char *field, const char *value);
int		 reading_text(struct reading *, uint64_t line,
		    const char *field, const char *value, size_t max);
int		 reading_mark(struct reading *, uint64_t line,
		    const char *field, const char *value, enum mark *);
int		 reading_question(struct reading *, uint64_t line,
		    const char *field, const char *value, enum question *);

/*
 * One report on a trust: what it says in the order of trust_columns, "" where
 * it is silent.  An empty key question of a report that states anything is
 * "not stated".  0, or -1 after the first wrong word refused all of it.
 */
enum { TRUST_COLUMNS = 8 };
extern const char *const trust_columns[TRUST_COLUMNS];

int		 reading_trust(struct reading *, uint64_t line,
		    const char *const text[TRUST_COLUMNS], struct day rated,
		    const char *link);

#endif
