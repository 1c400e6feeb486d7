#include "broker/lease.h"

enum { EACH = 4 };	/* asks in the time of one lease */

int
lease_due(const struct lease *l, int64_t now)
{
	return !l->over && now >= l->ask_at;
}

void
lease_ask(struct lease *l, int64_t now)
{
	l->asked_at = now;
	l->ask_at = now + l->ms / EACH;
}

void
lease_answer(struct lease *l, int ours)
{
	l->until = ours ? l->asked_at + l->ms : 0;
}

int
lease_leads(const struct lease *l, int64_t now)
{
	return now < l->until;
}
