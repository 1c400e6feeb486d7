/*
 * settings.h - what may be changed at a stage while it runs.  The broker looks
 * for it in the database about every second.
 */
#ifndef OPERATIONS_SETTINGS_H
#define OPERATIONS_SETTINGS_H

#include <stdint.h>

#include "base/arena.h"
#include "proto/frame.h"
#include "schema/db.h"

/* What may be set; a text where max is 0.  A row without name ends the table.
 * "paused" is not among them: pausing is a thing of its own. */
struct setting_key {
	const char	*name;
	int64_t		 min, max;
	const char	*help;
};
extern const struct setting_key	 setting_keys[];

const struct setting_key	*setting_find(const char *name);

/* NULL, or what is wrong with such a value. */
const char	*setting_fault(const struct setting_key *, const char *value,
		    struct arena *);

/* One row, in words. */
struct setting {
	enum stage	 stage;		/* NONE: all of them */
	const char	*key, *value, *who, *reason;
	const char	*seen;		/* what counted there when it was looked
					 * at; NULL: whatever it is */
};

/* "all", or the stage's name. */
const char	*setting_place(enum stage);

/* 0 and what it was ("": it was never set); 1 and what counts, where that is not
 * what was seen, and nothing is done; or -1.  Audited. */
int		 setting_put(struct db *, const struct setting *,
		    const char **was, struct arena *, struct err *);

/* What counts of a key at a stage: the value in effect, and its origin as the
 * broker says it (frame.h).  Where it says nothing: as people set it, or NULL;
 * and "".  `row` is theirs, of show_settings; -1: nobody set it. */
struct setting_now {
	const char	*value, *origin;
	int		 row;
	int		 late;		/* set so, and not in effect yet */
};
struct setting_now setting_now(const struct rows *, const struct frame *report,
		    enum stage, const char *key);

/* Columns of show_settings. */
enum { SETTING_STAGE, SETTING_KEY, SETTING_VALUE, SETTING_AT, SETTING_WHO,
	SETTING_REASON };

/* Which stages are paused, since when, by whom and why. */
struct pause {
	int	 paused;
	char	 since[32], who[64], reason[256];
};

/* From the rows of show_settings; its own word wins over that for all. */
void		 setting_pauses(const struct rows *,
		    struct pause out[STAGE_COUNT]);

extern const enum query	 setting_queries[];

#endif
