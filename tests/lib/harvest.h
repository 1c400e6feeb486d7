/*
 * harvest.h - everything that the reader makes of one file.
 */
#ifndef TESTS_LIB_HARVEST_H
#define TESTS_LIB_HARVEST_H

#include "base/arena.h"
#include "formats/reader.h"

enum { HARVEST_MAX = 200 };

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

/* How many of this kind were left out. */
uint64_t	 harvest_skipped(const struct harvest *, const char *what);

/* A folder of the test's own, gone at its end. */
const char	*harvest_folder(void);

#endif
