#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "cli/stand.h"

enum { EVERY_MS = 1000 };

#define FORM	"sixthkey-feed size %" PRIu64 " changed %" PRId64 " records "

struct stand {
	struct buf	 path, fresh;
	uint64_t	 size;		/* of the input */
	int64_t		 changed;
	int		 stands;	/* the input is a file */
	int64_t		 saved_at;
};

struct stand *
stand_open(const char *input)
{
	struct stand	*m = calloc(1, sizeof(*m));
	struct stat	 st;

	if (m == NULL)
		abort();
	buf_printf(&m->path, "%s.feeding", input);
	buf_printf(&m->fresh, "%s.feeding.new", input);
	m->stands = strcmp(input, "-") != 0 && stat(input, &st) == 0 &&
	    S_ISREG(st.st_mode);
	if (m->stands) {
		m->size = (uint64_t)st.st_size;
		m->changed = st.st_mtim.tv_sec;
	}
	m->saved_at = clock_ms();
	return m;
}

void
stand_close(struct stand **mp)
{
	buf_release(&(*mp)->path);
	buf_release(&(*mp)->fresh);
	free(*mp);
	*mp = NULL;
}

uint64_t
stand_load(const struct stand *m)
{
	FILE		*f = m->stands ? fopen(m->path.data, "re") : NULL;
	uint64_t	 size, records = 0;
	int64_t		 changed;
	int		 n;

	if (f == NULL)
		return 0;
	n = fscanf(f, "sixthkey-feed size %" SCNu64 " changed %" SCNd64
	    " records %" SCNu64, &size, &changed, &records);
	fclose(f);
	return n == 3 && size == m->size && changed == m->changed ? records : 0;
}

void
stand_save(struct stand *m, uint64_t records)
{
	FILE	*f;
	int	 ok;

	if (!m->stands || clock_ms() - m->saved_at < EVERY_MS)
		return;
	m->saved_at = clock_ms();
	f = fopen(m->fresh.data, "we");
	if (f == NULL)
		return;
	ok = fprintf(f, FORM "%" PRIu64 "\n", m->size, m->changed,
	    records) > 0;
	if (fclose(f) != 0 || !ok ||
	    rename(m->fresh.data, m->path.data) != 0)
		unlink(m->fresh.data);
}

void
stand_remove(struct stand *m)
{
	if (m->stands)
		unlink(m->path.data);
}
