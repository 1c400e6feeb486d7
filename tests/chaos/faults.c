#include <signal.h>
#include <stdio.h>

#include "base/clock.h"
#include "tests/chaos/server.h"
#include "tests/chaos/storm_inside.h"
#include "tests/chaos/wire.h"

enum { AGAIN_MS = 400 };

/* Longer than anybody's patience. */
static int
long_ms(struct storm *s)
{
	return (int)s->conf.liveness_ms + storm_within(s, 200, 1500);
}

static int
kill_one(struct storm *s, enum cast_role role)
{
	struct member	*m = cast_pick(s->cast, role, storm_draw(s));

	if (m == NULL)
		return 0;
	cast_kill(m, storm_within(s, 0, AGAIN_MS));
	return 1;
}

static int
kill_worker(struct storm *s)
{
	return kill_one(s, CAST_WORKER);
}

static int
kill_broker(struct storm *s)
{
	return kill_one(s, CAST_BROKER);
}

static int
kill_producer(struct storm *s)
{
	return kill_one(s, CAST_PRODUCER);
}

static int
kill_all(struct storm *s)
{
	struct member	*m;

	for (m = s->cast->member; m < s->cast->member + s->cast->n; m++)
		if (m->pid != 0)
			cast_kill(m, storm_within(s, 0, AGAIN_MS));
	return 1;
}

static int
freeze_one(struct storm *s, enum cast_role role)
{
	struct member	*m = cast_pick(s->cast, role, storm_draw(s));

	if (m == NULL)
		return 0;
	cast_freeze(m, long_ms(s));
	return 1;
}

static int
freeze_worker(struct storm *s)
{
	return freeze_one(s, CAST_WORKER);
}

static int
freeze_broker(struct storm *s)
{
	return freeze_one(s, CAST_BROKER);
}

static int
freeze_database(struct storm *s)
{
	if (!storm_is_up(s))
		return 0;
	s->thaw_at = clock_ms() + long_ms(s);
	server_signal(s->pg, SIGSTOP);
	return 1;
}

static int
terminate_storm(struct storm *s)
{
	if (!storm_is_up(s))
		return 0;
	s->storms = 4;
	s->storm_at = clock_ms();
	return 1;
}

static int
crash_postgres(struct storm *s)
{
	if (!storm_is_up(s))
		return 0;
	pg_kill(s->pg);
	s->up_at = clock_ms() + storm_within(s, 100, 1500);
	return 1;
}

static int
fill_disk(struct storm *s)
{
	if (!storm_is_up(s))
		return 0;
	server_disk(s->pg, 1);
	s->room_at = clock_ms() + storm_within(s, 1000, 3000);
	return 1;
}

static const char *
lacks_disk(const struct storm *s)
{
	return s->conf.disk_ready ? NULL : "needs a name space for mounts";
}

/* What the clock of some workers says differs by so much, until it jumps
 * again. */
static int
jump_clock(struct storm *s)
{
	static const char *const jumps[] = { "+0", "-1d", "+30", "+1d", "-3600" };
	FILE			*f = fopen(s->cast->conf.clock, "w");

	if (f == NULL)
		return 0;
	fprintf(f, "%s\n", jumps[storm_draw(s) % 5]);
	fclose(f);
	return 1;
}

static const char *
lacks_faketime(const struct storm *s)
{
	return s->cast->conf.faketime != NULL ? NULL : "needs libfaketime";
}

/* In good order: nobody is to blame for what it had in hand. */
static int
drain_one(struct storm *s, enum cast_role role)
{
	struct member	*m = cast_pick(s->cast, role, storm_draw(s));

	if (m == NULL || m->struck)
		return 0;
	cast_drain(m, storm_within(s, 0, AGAIN_MS));
	return 1;
}

static int
drain_broker(struct storm *s)
{
	return drain_one(s, CAST_BROKER);
}

static int
drain_worker(struct storm *s)
{
	return drain_one(s, CAST_WORKER);
}

static int
drop_connection(struct storm *s)
{
	struct member	*m = cast_pick(s->cast, CAST_PRODUCER, storm_draw(s));

	if (m == NULL)
		return 0;
	kill(m->pid, SIGUSR1);
	return 1;
}

/* One trouble of the wire at a time. */
static int
spoil_wire(struct storm *s, enum wire_mode mode)
{
	if (s->wire_at != 0)
		return 0;
	wire_set(s->cast->conf.folder, mode);
	s->wire_at = clock_ms() + long_ms(s);
	return 1;
}

static int
slow_wire(struct storm *s)
{
	return spoil_wire(s, WIRE_SLOW);
}

static int
lose_bytes(struct storm *s)
{
	return spoil_wire(s, WIRE_LOSSY);
}

static int
one_way(struct storm *s)
{
	return spoil_wire(s, WIRE_ONE_WAY);
}

static int
black_hole(struct storm *s)
{
	return spoil_wire(s, WIRE_HOLE);
}

static int
cut_wire(struct storm *s)
{
	return spoil_wire(s, WIRE_CUT);
}

const struct kind kinds[] = {
	{ "kill-worker", COUNT_KILL, 8, kill_worker, NULL },
	{ "kill-broker", COUNT_KILL, 2, kill_broker, NULL },
	{ "kill-producer", COUNT_KILL, 1, kill_producer, NULL },
	{ "kill-all", COUNT_KILL, 1, kill_all, NULL },
	{ "freeze-worker", COUNT_FREEZE, 4, freeze_worker, NULL },
	{ "freeze-broker", COUNT_FREEZE, 1, freeze_broker, NULL },
	{ "freeze-database", COUNT_FREEZE, 1, freeze_database, NULL },
	{ "drop-connection", COUNT_OTHER, 1, drop_connection, NULL },
	{ "terminate-storm", COUNT_OTHER, 1, terminate_storm, NULL },
	{ "crash-postgres", COUNT_OTHER, 1, crash_postgres, NULL },
	{ "drain-broker", COUNT_OTHER, 1, drain_broker, NULL },
	{ "drain-worker", COUNT_OTHER, 1, drain_worker, NULL },
	{ "full-disk", COUNT_OTHER, 1, fill_disk, lacks_disk },
	{ "clock-jump", COUNT_OTHER, 2, jump_clock, lacks_faketime },
	{ "net-delay", COUNT_OTHER, 1, slow_wire, NULL },
	{ "net-loss", COUNT_OTHER, 1, lose_bytes, NULL },
	{ "net-one-way", COUNT_OTHER, 1, one_way, NULL },
	{ "net-black-hole", COUNT_OTHER, 1, black_hole, NULL },
	{ "net-cut", COUNT_OTHER, 1, cut_wire, NULL },
	{ NULL, COUNT_OTHER, 0, NULL, NULL }
};
