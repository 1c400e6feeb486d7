/*
 * upgrade.h - the schema's numbered upgrades, forward only.  Each runs in one
 * transaction together with the row of schema_version that records it; what
 * was applied may not change afterwards.  Runs at once are safe.
 *
 * Callers pass upgrade_texts (schema/text.h).  The report gets a line of text
 * for each upgrade of interest.
 */
#ifndef SCHEMA_UPGRADE_H
#define SCHEMA_UPGRADE_H

#include "base/buf.h"
#include "base/err.h"
#include "schema/text.h"

/* The number of the newest one that this build knows. */
int	upgrade_newest(void);

/* Apply what is missing.  ERR_SETUP: an applied upgrade has changed, or the
 * database is newer than this build. */
int	upgrade_run(const char *conninfo, const struct query_text *,
	    struct buf *report, struct err *);

/* Every upgrade: when it was applied, or that it waits. */
int	upgrade_status(const char *conninfo, const struct query_text *,
	    struct buf *report, struct err *);

/* The same, and ERR_SETUP unless all are applied unchanged. */
int	upgrade_verify(const char *conninfo, const struct query_text *,
	    struct buf *report, struct err *);

#endif
