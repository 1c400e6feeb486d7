/*
 * site.h - a folder of files that are whole at every moment.
 *
 * One process at a time works in it (a lock on DIR/.lock).  A file is written
 * in DIR/.tmp and renamed, and only if its bytes differ; what a killed run left
 * in DIR/.tmp is removed at the next start.
 */
#ifndef CLI_SITE_H
#define CLI_SITE_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

struct site;

/* Makes the folder where it is not there.  NULL: ERR_AGAIN where another
 * process works in it, else ERR_SETUP, also where it holds what is not ours. */
struct site	*site_open(const char *path, struct err *);

/* 0, or -1: what is on its way to the disk did not arrive. */
int		 site_close(struct site **, struct err *);

/* A folder below, parents first. */
int		 site_folder(struct site *, const char *path, struct err *);

int		 site_put(struct site *, const char *path, const void *,
		    size_t, struct err *);

/*
 * Let FOLDER/current.json stand for vVERSION.json; never for a lower version
 * than it does.  1: it stands for this version, 0: for a higher one, -1.
 */
int		 site_current(struct site *, const char *folder,
		    uint32_t version, struct err *);

/* Files that were written, and all that were put. */
uint64_t	 site_written(const struct site *);
uint64_t	 site_files(const struct site *);

/* An organisation's id as the name of a file: letters, digits and '-' as they
 * are, every other byte as _XX; two ids never share a name. */
void		 site_name(struct buf *, const char *id);

#endif
