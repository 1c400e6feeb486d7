#include "proto/congestion.h"

enum { STEP = 200 };		/* about a frame */

void
congestion_init(struct congestion *c, size_t window)
{
	*c = (struct congestion){ .window = window, .most = window };
}

static void
probe(struct congestion *c, int64_t now)
{
	c->most += c->step;
	c->step *= 2;
	c->probe_at = now + c->pause;
	if (c->most >= c->window) {
		c->most = c->window;
		c->probe_at = 0;
	}
}

size_t
congestion_room(struct congestion *c, int64_t now)
{
	if (c->probe_at != 0 && now >= c->probe_at)
		probe(c, now);
	return c->most > c->out ? c->most - c->out : 0;
}

void
congestion_out(struct congestion *c)
{
	c->out++;
}

void
congestion_in(struct congestion *c)
{
	c->out--;
}

void
congestion_busy(struct congestion *c, int64_t now, int64_t retry_ms)
{
	congestion_in(c);
	c->most = c->out;
	c->step = STEP;
	c->pause = retry_ms;
	c->probe_at = now + retry_ms;
}
