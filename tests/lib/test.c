#include <poll.h>
#include <unistd.h>

#include "tests/lib/test.h"

const char *
test_realdata(void)
{
	const char	*dir = getenv("SIXTHKEY_REALDATA");

	if (dir == NULL || *dir == '\0')
		dir = "../shared/data";
	return access(dir, R_OK) == 0 ? dir : NULL;
}

void
test_pause(int ms)
{
	poll(NULL, 0, ms);
}
