#include "tests/lib/sim_inside.h"

enum { AHEAD = 18 };	/* of bulk, that a live message may see go first */

/* A live message waits for what is at work and in a window, never for all that
 * waits in the store. */
static void
count_lane(struct sim *s, enum stage stage, uint64_t id)
{
	if (sim_is_bulk(s, s->key_of[id]))
		s->bulk[stage]++;
	else if (s->set->crowd == SIM_CROWD_BULK && (int)stage == SIM_SLOW &&
	    s->bulk[stage] - s->bulk_before[stage][id] > AHEAD)
		sim_broke(s, "live event %d was behind %u of bulk at stage %d",
		    (int)id, s->bulk[stage] - s->bulk_before[stage][id],
		    (int)stage);
	if (stage + 1 < STAGE_COUNT)
		s->bulk_before[stage + 1][id] = s->bulk[stage + 1];
}

/* The event of a key: one, however often it comes. */
uint64_t
sim_accept(struct sim *s, uint64_t key, int *inserted)
{
	*inserted = s->event_of[key] == 0;
	if (*inserted) {
		s->event_of[key] = ++s->nevent;
		s->key_of[s->nevent] = key;
		s->record[STAGE_INGEST][s->nevent] = 1;
		count_lane(s, STAGE_INGEST, s->nevent);
	}
	return s->event_of[key];
}

/* True if this call made the record. */
int
sim_record(struct sim *s, enum stage stage, uint64_t id)
{
	unsigned	*n = &s->record[stage][id];

	if (id == 0 || id > s->nevent || s->record[stage - 1][id] == 0)
		sim_broke(s, "stage %d was given %d, which does not wait there",
		    (int)stage, (int)id);
	else if (*n == 0 || s->set->bug == SIM_NO_KEY) {
		if (++*n > 1)
			sim_broke(s, "event %d is recorded twice at stage %d",
			    (int)id, (int)stage);
		count_lane(s, stage, id);
		return 1;
	}
	return 0;
}

void
sim_fail(struct sim *s, enum stage stage, uint64_t id, enum verdict verdict,
    uint32_t attempt)
{
	s->verdict[stage][id] = verdict;
	s->attempt[stage][id] = attempt;
	s->due[stage][id] = s->now + 50;
}

static int
waits(const struct sim *s, enum stage stage, uint64_t id)
{
	if (s->record[stage - 1][id] == 0 || s->record[stage][id] != 0)
		return 0;
	return s->verdict[stage][id] == VERDICT_NONE ||
	    (s->verdict[stage][id] == VERDICT_RETRY &&
	    s->due[stage][id] <= s->now);
}

static void
read_one(struct sim *s, struct sim_thing *t, uint64_t id)
{
	t->task[t->ntask++] = (struct sim_entry){ .id = id,
	    .attempt = s->attempt[t->stage][id] + 1 };
	s->last_read[t->stage] = id;
}

/* The anti-join, of ids in (after, upto]; how far it came. */
int64_t
sim_read(struct sim *s, struct sim_thing *t, int64_t after, int64_t upto,
    unsigned most)
{
	uint64_t	 id = (uint64_t)after;

	if (s->set->bug == SIM_READ_ABOVE_LAST && id < s->last_read[t->stage])
		id = s->last_read[t->stage];
	while (t->ntask < most && id < (uint64_t)upto)
		if (waits(s, t->stage, ++id) &&
		    !(t->live && sim_is_bulk(s, s->key_of[id])))
			read_one(s, t, id);
	return (int64_t)id;
}

/* What was once put aside, here or before. */
void
sim_read_aside(struct sim *s, struct sim_thing *t, unsigned most)
{
	uint64_t	 id;
	enum stage	 stage;

	for (id = 1; id <= s->nevent && t->ntask < most; id++)
		for (stage = t->stage; stage > STAGE_INGEST; stage--)
			if (s->verdict[stage][id] != VERDICT_NONE &&
			    waits(s, t->stage, id)) {
				read_one(s, t, id);
				break;
			}
}

static int
event_settled(const struct sim *s, uint64_t id)
{
	int	 stage;

	for (stage = STAGE_INGEST; stage < STAGE_COUNT; stage++)
		if (s->record[stage][id] == 0)
			return s->verdict[stage][id] == VERDICT_DEAD;
	return 1;
}

int
sim_settled(const struct sim *s)
{
	uint64_t	 id;
	unsigned	 p, i;

	for (id = 1; id <= s->nevent; id++)
		if (!event_settled(s, id))
			return 0;
	/* Of two, one may be left without workers. */
	if (s->set->brokers == 1 && !broker_empty(s, 0))
		return 0;
	for (p = 0; p < s->set->producers; p++)
		for (i = 0; i < s->producer[p].items; i++)
			if (s->producer[p].item[i].answer == ANSWER_NONE)
				return 0;
	return 1;
}
