/*
 * harvest.h - everything that the reader makes of one file.
 */
#ifndef TESTS_LIB_HARVEST_H
#define TESTS_LIB_HARVEST_H

#include "base/arena.h"
#include "formats/reader.h"

enum { HARVEST_MAX = 200 };

/* "Latest ratings" as CQC publishes them: the header, and a location's cell. */
#define HARVEST_LATEST \
	"Location ID,Location Name,Service / Population Group,Domain," \
	"Latest Rating,Publication Date,Report Type," \
	"Inherited Rating (Y/N),URL,Provider ID,Provider Name," \
	"Brand ID,Brand Name\n"
#define HARVEST_RATED(question, rating, date) \
	"RM317,Oldham,Overall," question "," rating "," date \
	",Location,N,u,RM3,Northern,-,-\n"

struct harvest {
	struct arena	*arena;
	struct event	 event[HARVEST_MAX];
	size_t		 nevent;
	struct reject	 reject[HARVEST_MAX];
	size_t		 nreject;
	struct skipped	 skipped[HARVEST_MAX];
	size_t		 nskipped;
	char		 format[64];	/* "": it was not opened */
	int		 failed;	/* err holds why */
	struct err	 err;
};

/* The caller frees either with harvest_free. */
struct harvest	*harvest_path(const char *path);
struct harvest	*harvest_bytes(const char *name, const void *, size_t);
struct harvest	*harvest_text(const char *);
void		 harvest_free(struct harvest **);

/* The cell of a report that answers to these, or NULL. */
const struct report_cell *harvest_cell(const struct event *,
		    const char *service, enum question);

/* The same where everything came through as it is, as so many events; the test
 * fails with what did not. */
struct harvest	*harvest_all(const char *, size_t nevent);

/* What an event's report says of a question overall, which it has; the day of
 * the report is this one. */
enum mark	 harvest_mark(const struct harvest *, size_t event,
		    enum question);
void		 harvest_rated_on(const struct harvest *, size_t event,
		    const char *date);

/* Fail the test unless one row was refused, and this one; or unless the file
 * itself was, with a sentence that has this part. */
void		 harvest_refused(const struct harvest *, const char *label,
		    uint64_t line, const char *field, const char *value,
		    const char *says);
void		 harvest_failed(const struct harvest *, const char *label,
		    const char *says);

/* How many of this kind were left out. */
uint64_t	 harvest_skipped(const struct harvest *, const char *what);

/* A folder of the test's own, gone at its end. */
const char	*harvest_folder(void);

#endif
