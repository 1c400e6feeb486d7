/*
 * service.h - what CQC calls services, and which names took the place of which.
 * Versioned reference data: a new word or a new methodology adds rows, it
 * never edits one.
 */
#ifndef RULES_SERVICE_H
#define RULES_SERVICE_H

#include <stddef.h>

#include "rules/words.h"

/* Version of the tables: their newest row's year. */
enum { SERVICE_TABLE = 2021 };

/* "Medical care (including older people's care)" for CQC's code "care"; NULL
 * where it is none of ours. */
const char	*service_named(const char *code);

/*
 * One name that came in the place of another.  Where both were reported of one
 * place, the older is counted until the newer was.
 */
struct renaming {
	const char	*was, *is;
	const char	*from;		/* ISO: in use since, or sooner */
	enum basis	 basis;
	const char	*source;
};

/* The n-th that took the place of the name; NULL: no more. */
const struct renaming	*service_successor(const char *name, size_t n);

#endif
