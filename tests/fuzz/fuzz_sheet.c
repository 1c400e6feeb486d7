/*
 * fuzz_sheet.c - the content of a spreadsheet, inside an archive that is well:
 * sheets and rows come to an end within their limits.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "formats/ods.h"
#include "tests/fuzz/fuzz.h"
#include "tests/lib/spread.h"

enum { MOST = 1 << 20 };

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct err	 e = { 0 };
	struct ods	*o;
	char		 path[60], room[4096];
	long		 got = 0;
	size_t		 all = 0;

	snprintf(path, sizeof(path), "/tmp/fuzz_sheet.%d", (int)getpid());
	spread_write(path, "content.xml", (const char *)data, n);
	o = ods_open(path, &e);
	unlink(path);
	if (o == NULL)
		abort();
	while (all < MOST && ods_sheet(o, &e) == 1)
		while (all < MOST &&
		    (got = ods_read(o, room, sizeof(room), &e)) > 0)
			all += (size_t)got;
	if (got < 0 && e.text[0] == '\0')
		abort();
	ods_close(&o);
	return 0;
}
