#include "base/text.h"
#include "web/console/attempts.h"

enum { FIRST_MS = 1000, MOST_MS = 15 * 60 * 1000, DOUBLINGS = 10 };

int64_t
attempts_wait(const struct attempts *a, const char *name, int64_t now_ms)
{
	int64_t	 until = a->slot[text_hash(name) % ATTEMPTS_NAMES].until_ms;

	return until > now_ms ? until - now_ms : 0;
}

void
attempts_note(struct attempts *a, const char *name, int right, int64_t now_ms)
{
	uint32_t	 at = text_hash(name) % ATTEMPTS_NAMES, over;
	int64_t		 wait = MOST_MS;

	if (right) {
		a->slot[at].failed = 0;
		a->slot[at].until_ms = 0;
		return;
	}
	if (++a->slot[at].failed < ATTEMPTS_FREE)
		return;
	over = a->slot[at].failed - ATTEMPTS_FREE;
	if (over < DOUBLINGS && (int64_t)FIRST_MS << over < MOST_MS)
		wait = (int64_t)FIRST_MS << over;
	a->slot[at].until_ms = now_ms + wait;
}
