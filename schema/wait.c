#include <poll.h>
#include <time.h>

#include "schema/session.h"

int64_t
session_now(void)
{
	struct timespec	t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

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
	int64_t		 now = session_now();
	int64_t		 until = earliest(deadline,
			    db->idle_at + SESSION_TICK_MS);

	poll(&p, 1, until > now ? (int)(until - now) : 0);
	now = session_now();
	if (now < db->idle_at + SESSION_TICK_MS)
		return;
	db->idle_at = now;
	if (db->idle != NULL)
		db->idle(db->arg);
}
