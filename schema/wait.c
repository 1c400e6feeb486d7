#include <poll.h>

#include "base/clock.h"
#include "schema/session.h"

static int64_t
earliest(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* Not only when poll times out: an answer that trickles in is a wait too. */
void
session_wait(struct db *db, short events, int64_t deadline)
{
	struct pollfd	 p = { PQsocket(db->conn), events, 0 };
	int64_t		 now = clock_ms();
	int64_t		 until = earliest(deadline,
			    db->idle_at + SESSION_TICK_MS);

	poll(&p, 1, until > now ? (int)(until - now) : 0);
	now = clock_ms();
	if (now < db->idle_at + SESSION_TICK_MS)
		return;
	db->idle_at = now;
	if (db->idle != NULL)
		db->idle(db->arg);
}
