#include <string.h>

#include "operations/aside.h"

static const struct {
	const char	*word, *state;
} verdicts[] = {
	[VERDICT_RETRY] = { "retry", "to be retried" },
	[VERDICT_DEAD] = { "dead", "dead" },
	[VERDICT_PARKED] = { "parked", "parked" },
};

static int
is_aside(enum verdict v)
{
	return v >= VERDICT_RETRY && v <= VERDICT_PARKED;
}

enum verdict
aside_verdict(const char *word)
{
	int	v;

	for (v = VERDICT_RETRY; v <= VERDICT_PARKED; v++)
		if (strcmp(verdicts[v].word, word) == 0)
			return (enum verdict)v;
	return VERDICT_NONE;
}

const char *
aside_word(enum verdict v)
{
	return is_aside(v) ? verdicts[v].word : "";
}

const char *
aside_state(enum verdict v)
{
	return is_aside(v) ? verdicts[v].state : "";
}
