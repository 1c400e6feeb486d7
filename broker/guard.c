#include "base/text.h"
#include "broker/guard.h"

static const char *const roles[DOOR_COUNT] = {
	[DOOR_WORKER] = "worker",
	[DOOR_SUBMIT] = "source feed web",
	[DOOR_CONTROL] = "operator web",
};

const char *
guard_roles(enum door door)
{
	return roles[door];
}

static struct result
refusal(const struct key *who, const struct task *t, struct arena *a)
{
	return (struct result){ .id = t->id, .answer = ANSWER_REJECTED,
	    .text = text_mend(arena_printf(a, "/source: \"%.80s\"; expected "
	    "one that the key \"%s\" may speak for", t->source,
	    who->name)) };
}

static void
guard_submit(const struct key *who, struct frame *f, struct frame *answer,
    struct arena *a)
{
	struct task	*may = ARENA_ARRAY(a, f->ntask, struct task);
	struct result	*not = ARENA_ARRAY(a, f->ntask, struct result);
	size_t		 i, n = 0;

	*answer = (struct frame){ .type = FRAME_ANSWER, .result = not };
	for (i = 0; i < f->ntask; i++)
		if (key_may_submit(who, f->task[i].source))
			may[n++] = f->task[i];
		else
			not[answer->nresult++] = refusal(who, &f->task[i], a);
	f->task = may;
	f->ntask = n;
}

const char *
guard_frame(const struct key *who, enum door door, struct frame *f,
    struct frame *answer, struct arena *a)
{
	*answer = (struct frame){ 0 };
	if (who == NULL)
		return "your key is not in this broker's folder any more";
	if (who->public[0] == '\0')	/* without keys, whoever gets in */
		return NULL;
	if (!key_role_among(who->role, guard_roles(door)))
		return arena_printf(a, "your key is for the role %s, and this "
		    "door is for %s", key_role_name(who->role),
		    guard_roles(door));
	if (door == DOOR_WORKER && f->stage != STAGE_NONE &&
	    !key_may_work(who, f->stage))
		return arena_printf(a, "your key is for a worker of %s, not of "
		    "%s", stage_name(who->stage), stage_name(f->stage));
	if (f->type == FRAME_SUBMIT)
		guard_submit(who, f, answer, a);
	return NULL;
}
