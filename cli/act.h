/*
 * act.h - what the verbs that change something have in common.
 *
 * They connect as an operator: SIXTHKEY_OPERATOR_DB, or SIXTHKEY_DB where that
 * is not set.  The role decides what is allowed, nothing here does.
 */
#ifndef CLI_ACT_H
#define CLI_ACT_H

#include "base/err.h"
#include "proto/frame.h"
#include "schema/db.h"

/* Who acts: SIXTHKEY_USER, else the login name. */
const char	*act_who(void);

/* EXIT_OK, or why not. */
int		 act_open(const char *verb, const enum query *, struct db **);

/* One statement; NULL after it has said why, with *code set. */
struct rows	*act_run(const char *verb, struct db *, enum query,
		    const struct params *, int *code);

/* Says the error; the exit code that belongs to it. */
int		 act_failed(const char *verb, const struct err *);

/* EXIT_OK where there is a reason; else it says that one is needed. */
int		 act_reason(const char *verb, const char *reason);

/* A stage by its name: EXIT_OK, or it has said which ones there are.  Ingest
 * is one only where `door` says so. */
int		 act_stage(const char *verb, const char *word, int door,
		    enum stage *);

#endif
