#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "tests/lib/sim_inside.h"

enum {
	STORM_STEPS = 250,	/* at least, while faults happen */
	CALM_MS = 10000,		/* then all must be done within this, */
	POISON_MS = 30000	/* or this, where each poison costs silences */
};

uint64_t
sim_random(struct sim *s, uint64_t below)
{
	uint64_t	 z = s->rng += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return below == 0 ? 0 : (z ^ z >> 31) % below;
}

unsigned
sim_owner(uint64_t key)
{
	return (unsigned)(key - 1) / SIM_MANY;
}

int
sim_is_bulk(const struct sim *s, uint64_t key)
{
	return s->set->crowd == SIM_CROWD_BULK && sim_owner(key) == 0;
}

const char *
sim_source(const struct sim *s, uint64_t key)
{
	static const char *const sources[SIM_PRODUCERS] = { "/a", "/b", "/c" };

	if (s->set->bug == SIM_ONE_SOURCE)
		return sources[0];
	return sim_is_bulk(s, key) ? "/files/" : sources[sim_owner(key)];
}

/* Faults end when the calm comes. */
int
sim_chance(struct sim *s, unsigned per_mille)
{
	return !s->calm && per_mille != 0 && sim_random(s, 1000) < per_mille;
}

void
sim_broke(struct sim *s, const char *fmt, ...)
{
	va_list	 ap;

	if (*s->broken != '\0')
		return;
	va_start(ap, fmt);
	vsnprintf(s->broken, sizeof(s->broken), fmt, ap);
	va_end(ap);
}

static struct sim_actor *
actor_of(struct sim *s, const struct sim_thing *t)
{
	switch (t->role) {
	case SIM_BROKER:
		return &s->broker[t->index].actor;
	case SIM_WORKER:
		return &s->worker[t->index].actor;
	case SIM_PRODUCER:
		break;
	}
	return &s->producer[t->index].actor;
}

static void
begin_actor(struct sim *s, const struct sim_thing *t)
{
	if (t->role == SIM_BROKER)
		broker_start(s, t->index);
	else if (t->role == SIM_WORKER)
		worker_start(s, t->index);
	else
		producer_start(s, t->index);
}

static void
happen(struct sim *s, struct sim_thing *t)
{
	if (t->role == SIM_BROKER)
		broker_happens(s, t);
	else if (t->role == SIM_WORKER)
		worker_happens(s, t);
	else
		producer_happens(s, t);
}

/* A worker's crashes are its own; here fall brokers and producers. */
static int
falls(struct sim *s, const struct sim_thing *t)
{
	if (t->what != SIM_TURN || t->role == SIM_WORKER ||
	    !sim_chance(s, s->set->crash))
		return 0;
	s->stats->crashes++;
	if (t->role == SIM_BROKER)
		broker_stop(s, t->index);
	else
		producer_start(s, t->index);
	return 1;
}

static void
step(struct sim *s)
{
	struct sim_thing	*t = sim_pop(s);
	struct sim_actor	*a = actor_of(s, t);

	s->now = t->due;
	s->stats->steps++;
	if (t->life != a->life || (a->up == (t->what == SIM_START))) {
		sim_spare(s, t);
		return;
	}
	if (t->what == SIM_TURN && sim_chance(s, s->set->freeze))
		a->frozen_until = s->now + (int64_t)sim_random(s,
		    3 * SIM_LIVENESS);
	if (s->now < a->frozen_until) {
		t->due = a->frozen_until;
		sim_push(s, t);
		return;
	}
	if (t->what == SIM_START)
		begin_actor(s, t);
	else if (!falls(s, t))
		happen(s, t);
	sim_spare(s, t);
}

static void
begin(struct sim *s)
{
	unsigned	 i, p;
	uint64_t	 key;

	s->now = 1000;
	for (key = 1; key <= SIM_EVENTS; key++)
		if (sim_chance(s, s->set->poison))
			s->poison[key] = STAGE_INGEST +
			    (enum stage)sim_random(s, 4);
	for (i = 0; i < s->set->brokers; i++)
		broker_start(s, i);
	for (i = 0; i < s->set->workers * 4; i++) {
		s->worker[i].stage = STAGE_INGEST + (enum stage)(i % 4);
		worker_start(s, i);
	}
	for (p = 0; p < s->set->producers; p++) {
		s->producer[p].items = p == 0 && s->set->crowd != SIM_NO_CROWD ?
		    SIM_MANY : SIM_ITEMS;
		for (i = 0; i < SIM_MANY; i++)
			s->producer[p].item[i].key = p * SIM_MANY + i + 1;
		producer_start(s, p);
	}
}

static void
end(struct sim *s)
{
	unsigned	 b;

	for (b = 0; b < s->set->brokers; b++)
		if (s->broker[b].actor.up) {
			core_free(&s->broker[b].core);
			actions_release(&s->broker[b].actions);
		}
	sim_release(s);
}

/* Where each message goes through at its first attempt when only poison
 * kills: nobody pays for another's. */
static void
check_innocents(struct sim *s)
{
	uint64_t	 id;
	int		 stage;

	for (id = 1; id <= s->nevent; id++)
		for (stage = STAGE_ASSESSMENT; stage < STAGE_COUNT; stage++)
			if (s->record[stage][id] == 0 && s->poison[
			    s->key_of[id]] == STAGE_NONE)
				sim_broke(s, "event %d has no record at stage "
				    "%d", (int)id, stage);
}

const char *
sim_run(const struct sim_setup *set, uint64_t seed, struct sim_stats *stats)
{
	static char	 broken[256];
	static struct sim s;
	uint64_t	 until = stats->steps + STORM_STEPS;
	int64_t		 calm = set->poison != 0 ? POISON_MS : CALM_MS, last;

	memset(&s, 0, sizeof(s));
	s.set = set;
	s.rng = seed;
	s.stats = stats;
	begin(&s);
	while (stats->steps < until && *s.broken == '\0')
		step(&s);
	s.calm = 1;
	for (last = s.now + calm; *s.broken == '\0' && !sim_settled(&s);)
		if (s.now > last)
			sim_broke(&s, "not done %d s after the last fault",
			    (int)calm / 1000);
		else
			step(&s);
	if (*s.broken == '\0')
		check_innocents(&s);
	end(&s);
	memcpy(broken, s.broken, sizeof(broken));
	return *broken == '\0' ? NULL : broken;
}
