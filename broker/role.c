#include <stdio.h>
#include <string.h>

#include "broker/inside.h"
#include "broker/queue.h"

/* As after a start: whatever waits is in the database. */
static void
lead(struct core *c)
{
	enum stage	 s;

	c->leads = 1;
	refill_forget(c);
	for (s = STAGE_ASSESSMENT; s < STAGE_COUNT; s++)
		refill_behind(c, s);
}

/* A window without what is just being put aside.  What was asked of the
 * database is still answered; asking again before would be once too often. */
static void
empty_window(struct core *c, enum stage stage)
{
	struct line	*l = &c->line[stage];
	struct window	*w = &l->window;
	const uint32_t	 even[LANE_COUNT] = { 1, 1 };
	struct msg	*m;

	while ((m = w->suspects.head) != NULL || (m = w->large.head) != NULL ||
	    (m = queue_next(w, even)) != NULL)
		window_drop(w, m);
	l->walking = 0;
}

/* Everybody goes to whoever leads now; producers ask there again. */
static void
stand_by(struct core *c)
{
	struct worker	*w;
	enum stage	 s;

	while ((w = c->crew.head) != NULL) {
		frames_bye(c, w->peer, arena_text(c->out->arena, c->leader));
		hands_empty(c, w);
		hands_lose(c, w, 0, "sent to the broker that leads");
	}
	submit_refuse_waiting(c);
	for (s = STAGE_INGEST; s < STAGE_COUNT; s++)
		empty_window(c, s);
	c->leads = 0;
}

void
role_take(struct core *c, const struct core_event *ev)
{
	if (ev->text != NULL)
		snprintf(c->leader, sizeof(c->leader), "%s", ev->text);
	if (ev->leads && !c->leads)
		lead(c);
	else if (!ev->leads && c->leads)
		stand_by(c);
}

/* Whoever speaks to us while another leads is told so; news of what was done
 * is in the database. */
void
role_refuse(struct core *c, const struct core_event *ev)
{
	if (ev->frame->type == FRAME_SUBMIT)
		submit_refuse(c, ev->peer, ev->frame);
	if (ev->frame->type != FRAME_BYE)
		frames_bye(c, ev->peer, arena_text(c->out->arena, c->leader));
}

static void
say_changed(struct core *c, enum stage stage, const char *text)
{
	struct action	*a = actions_add(c->out, ACT_SETTING);

	a->stage = stage;
	a->text = text;
}

/* It finishes what it has, and leaves in good order. */
static void
drain(struct core *c, const struct setting *set, size_t n)
{
	struct worker	*w;
	const char	*who;

	for (; n > 0; n--, set++) {
		if (strncmp(set->key, KNOB_DRAIN, strlen(KNOB_DRAIN)) != 0)
			continue;
		who = set->key + strlen(KNOB_DRAIN);
		for (w = c->crew.head; w != NULL; w = w->next)
			if (!w->draining && *who != '\0' &&
			    strncmp(w->instance, who, strlen(who)) == 0) {
				w->draining = 1;
				frames_send(c, w->peer, FRAME_DRAIN);
			}
	}
}

/* What counts at a stage, the rows for all stages first; and which of it people
 * have set. */
static uint32_t
settle(enum stage s, const struct core_event *ev, struct knobs *k)
{
	uint32_t	 set = 0;
	size_t		 i;

	for (i = 0; i < ev->nsetting; i++) {
		const struct setting	*row = &ev->setting[i];

		if ((row->stage == STAGE_NONE || row->stage == s) &&
		    knobs_set(k, row->key, row->value) == 0)
			set |= knobs_bit(row->key);
	}
	return set;
}

void
role_settings(struct core *c, const struct core_event *ev)
{
	struct knobs	 k;
	enum stage	 s;

	drain(c, ev->setting, ev->nsetting);
	for (s = STAGE_INGEST; s < STAGE_COUNT; s++) {
		struct line	*l = &c->line[s];

		k = c->limits.knobs;
		l->knobs_set = settle(s, ev, &k);
		if (memcmp(&k, &l->knobs, sizeof(k)) == 0)
			continue;
		say_changed(c, s, k.paused ? "settings changed; paused" :
		    "settings changed");
		if (strcmp(k.bulk_sources, l->knobs.bulk_sources) != 0)
			refill_forget_shed(c);
		l->knobs = k;
		window_resize(&l->window, (uint32_t)k.window_count);
	}
}
