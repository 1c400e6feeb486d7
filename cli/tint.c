#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/tint.h"

static int
is_set(const char *variable)
{
	const char	*value = getenv(variable);

	return value != NULL && *value != '\0';
}

int
tint_wanted(FILE *stream)
{
	const char	*when = getenv("SIXTHKEY_COLOR");
	const char	*terminal = getenv("TERM");

	if (when != NULL && strcmp(when, "always") == 0)
		return 1;
	if (when != NULL && strcmp(when, "never") == 0)
		return 0;
	return !is_set("NO_COLOR") && isatty(fileno(stream)) &&
	    terminal != NULL && strcmp(terminal, "dumb") != 0;
}

int
tint_knows(const char *when)
{
	return strcmp(when, "auto") == 0 || strcmp(when, "always") == 0 ||
	    strcmp(when, "never") == 0;
}

const char *
tint_mark(int on, enum mark m)
{
	static const char *const colours[RATING_COUNT] = {
		[RATING_NONE] = "",
		[RATING_INADEQUATE] = "\033[31m",
		[RATING_IMPROVE] = "\033[33m",
		[RATING_GOOD] = "\033[32m",
		[RATING_OUTSTANDING] = "\033[1;32m"
	};

	return on ? colours[mark_rating(m)] : "";
}

const char *
tint_bold(int on)
{
	return on ? "\033[1m" : "";
}

const char *
tint_end(int on)
{
	return on ? "\033[0m" : "";
}
