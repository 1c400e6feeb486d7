/*
 * fuzz_file.c - a file of any format, recognised by its content: CSV, JSON,
 * gzip, spreadsheet.  It is read to an end, and whatever comes out is an event
 * or a reason.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "formats/reader.h"
#include "tests/fuzz/fuzz.h"

static void
read_all(const char *path)
{
	struct arena	*a = arena_new(0);
	struct err	 e = { 0 };
	struct reader	*r = reader_open(path, &e);
	struct event	 ev;
	struct reject	 reject;
	int		 kind = 0;

	while (r != NULL && (kind = reader_next(r, a, &ev, &reject, &e)) > 0) {
		if (kind == 1 ? event_subject(&ev) == NULL :
		    reject.reason[0] == '\0' || reject.source[0] == '\0' ||
		    reject.id[0] == '\0')
			abort();
		arena_reset(a);
	}
	if ((r == NULL || kind < 0) && e.text[0] == '\0')
		abort();
	reader_close(&r);
	arena_free(&a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	int	 fd = memfd_create("fuzz", MFD_CLOEXEC);
	char	 path[40];

	if (fd == -1 || write(fd, data, n) != (ssize_t)n)
		abort();
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	read_all(path);
	close(fd);
	return 0;
}
