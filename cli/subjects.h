/*
 * subjects.h - organisations in the database: one by the name that people
 * type, or all that were published, one after the other.  Functions that
 * return an exit code have said why.
 */
#ifndef CLI_SUBJECTS_H
#define CLI_SUBJECTS_H

#include "explain/subject.h"
#include "explain/subjects.h"

/* The statements that finding one needs (Q_NONE ends them). */
extern const enum query subject_queries[];

/* subject_read; where there is none it names those that are near. */
int	subject_find(const char *verb, struct db *, const char *organisation,
	    const char *known, struct arena *, struct subject *);

/* subjects_walk; an exit code. */
int	subjects_each(const char *verb, struct db *, const char *known,
	    subject_fn *, void *);

#endif
