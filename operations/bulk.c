#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "operations/aside.h"
#include "operations/bulk.h"

const enum query bulk_queries[] = {
	Q_OPERATION_PUT, Q_OPERATION_FIND, Q_OPERATION_CLASSES,
	Q_OPERATION_RETRY, Q_OPERATION_DISCARD, Q_OPERATION_CANCEL, Q_NODE_PUT,
	Q_OPERATION_PUT_REPLAY, Q_OPERATION_SUBJECTS, Q_OPERATION_REPLAYED,
	Q_NONE
};

const struct bulk bulk_retry = {
	"retry", "Send again", "Would retry", "Sent again", Q_OPERATION_PUT,
	Q_OPERATION_RETRY, 0, 0
};
const struct bulk bulk_discard = {
	"discard", "Discard", "Would discard", "Discarded", Q_OPERATION_PUT,
	Q_OPERATION_DISCARD, 1, 0
};
const struct bulk bulk_replay = {
	"replay", "Work again", "Would work again", "Worked again",
	Q_OPERATION_PUT_REPLAY, Q_OPERATION_REPLAYED, 0, 1
};

const struct bulk *
bulk_named(const char *verb)
{
	static const struct bulk *const	 all[] = {
		&bulk_retry, &bulk_discard, &bulk_replay
	};
	size_t				 i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (strcmp(verb, all[i]->verb) == 0)
			return all[i];
	return NULL;
}

/* ---- which messages --------------------------------------------------------- */

static const char *
or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

static void
say_text(struct buf *b, const char *before, const char *text,
    const char *after)
{
	if (*or_empty(text) != '\0')
		buf_printf(b, "%s%s%s", before, text, after);
}

static const char *
state_of(const struct bulk *b, int32_t state)
{
	if (state == PICK_WAITING)
		return " that wait";
	if (state == PICK_THROUGH)
		return " that are through";
	if (state != 0)
		return aside_state((enum verdict)state);
	return b->replays ? "" : "put aside";
}

const char *
bulk_filter(const struct bulk *k, const struct bulk_wish *w, struct arena *a)
{
	const char	*state = state_of(k, w->pick.state);
	struct buf	 b = { 0 };
	const char	*text;

	if (k->replays)
		buf_text(&b, *state == '\0' || *state == ' ' ? "with events" :
		    "with events ");
	buf_text(&b, state);
	if (w->pick.stage != STAGE_NONE)
		buf_printf(&b, " at %s", stage_name(w->pick.stage));
	if (w->event != 0)
		buf_printf(&b, ", event %lld", (long long)w->event);
	pick_say(&w->pick, &b);
	say_text(&b, ", without \"", w->exclude, "\" in the error");
	say_text(&b, ", put aside since ", w->since, "");
	say_text(&b, ", of the sort \"", w->sort, "\"");
	say_text(&b, ", by the rule set ", w->ruleset, "");
	text = arena_text(a, b.data);
	buf_release(&b);
	return text;
}

const char *
bulk_fault(const struct bulk *b, const struct bulk_wish *w)
{
	if (b->replays)
		return NULL;
	if (w->pick.state == PICK_WAITING)
		return "what waits was not put aside: it goes on by itself";
	if (w->pick.state == PICK_THROUGH)
		return "what is through is done: only a replay makes the "
		    "ratings of its organisation anew";
	return NULL;
}

const char *
bulk_noun(const struct bulk *b)
{
	return b->replays ? "organisations" : "messages";
}

const char *
bulk_things(const struct bulk *b, int64_t n, const char *event,
    struct arena *a)
{
	return arena_printf(a, "%lld %s%s", (long long)n, b->replays ?
	    "organisation" : event, n == 1 ? "" : "s");
}

static struct params *
choice(const struct bulk *b, const struct bulk_wish *w,
    const struct bulk_who *who, const char *filter)
{
	struct params	*p = params_new();

	params_text(p, b->verb);
	params_text(p, who->who);
	params_text(p, who->reason);
	params_text(p, filter);
	pick_params(&w->pick, p);
	if (b->replays) {
		params_text(p, or_empty(w->ruleset));
		return p;
	}
	params_int8(p, w->event);
	params_text(p, or_empty(w->exclude));
	params_text(p, or_empty(w->since));
	params_text(p, or_empty(w->sort));
	return p;
}

int
bulk_bind(struct db *db, const struct bulk *b, const struct bulk_wish *w,
    const struct bulk_who *who, struct arena *a, const char **snapshot,
    struct err *e)
{
	struct params	*p = choice(b, w, who, bulk_filter(b, w, a));
	struct rows	*rows = db_run(db, b->put, p, NULL, e);

	params_free(&p);
	if (rows == NULL)
		return -1;
	*snapshot = rows_count(rows) == 0 ? NULL :
	    arena_text(a, rows_text(rows, 0, 0));
	rows_free(&rows);
	return 0;
}

/* ---- how far it is ------------------------------------------------------------- */

int
bulk_read(struct db *db, const char *snapshot, struct arena *a,
    struct bulk_state *s, struct err *e)
{
	struct params	*p = params_new();
	struct rows	*rows;
	int		 found;

	params_text(p, snapshot);
	rows = db_run(db, Q_OPERATION_FIND, p, NULL, e);
	params_free(&p);
	if (rows == NULL)
		return -1;
	found = rows_count(rows) == 1;
	if (found)
		*s = (struct bulk_state){
			.id = rows_int(rows, 0, 0),
			.snapshot = arena_text(a, snapshot),
			.verb = arena_text(a, rows_text(rows, 0, 1)),
			.at = arena_text(a, rows_text(rows, 0, 2)),
			.who = arena_text(a, rows_text(rows, 0, 3)),
			.reason = arena_text(a, rows_text(rows, 0, 4)),
			.filter = arena_text(a, rows_text(rows, 0, 5)),
			.count = rows_int(rows, 0, 6),
			.done = rows_int(rows, 0, 7),
			.skipped = rows_int(rows, 0, 8),
			.cancelled = rows_bool(rows, 0, 9),
			.left = rows_int(rows, 0, 10),
			.ruleset = arena_text(a, rows_text(rows, 0, 11))
		};
	rows_free(&rows);
	return found;
}

struct rows *
bulk_classes(struct db *db, const struct bulk_state *s, struct err *e)
{
	struct params	*p = params_new();
	struct rows	*rows;

	params_int8(p, s->id);
	rows = db_run(db, Q_OPERATION_CLASSES, p, NULL, e);
	params_free(&p);
	return rows;
}

/* ---- the steps ------------------------------------------------------------------ */

/* Records name the process that made them; this is one for a moment. */
int
bulk_begin(struct bulk_work *w, struct err *e)
{
	char		 instance[33];
	struct params	*p;
	struct rows	*rows;

	w->node = 0;
	if (!w->bulk->records)
		return 0;
	clock_instance(instance);
	p = params_new();
	params_text(p, instance);
	params_text(p, "sixthkey");
	params_text(p, w->who.who);
	params_text(p, SIXTHKEY_VERSION);
	rows = db_run(w->db, Q_NODE_PUT, p, NULL, e);
	params_free(&p);
	if (rows == NULL)
		return -1;
	w->node = (int32_t)rows_int(rows, 0, 0);
	rows_free(&rows);
	return 0;
}

static struct params *
who_acts(const struct bulk_work *w)
{
	struct params	*p = params_new();

	params_int8(p, w->state->id);
	params_text(p, w->who.who);
	params_text(p, *w->who.reason != '\0' ? w->who.reason :
	    w->state->reason);
	return p;
}

int
bulk_is_taken(const struct err *e)
{
	return strstr(e->text, "operation_step_pkey") != NULL;
}

int
bulk_step(struct bulk_work *w, struct err *e)
{
	struct bulk_state	*s = w->state;
	struct params		*p;
	struct rows		*rows;
	size_t			 n;

	if (s->left <= 0)
		return 0;
	if (w->bulk->replays)
		return replay_step(w, e);
	p = who_acts(w);
	params_int4(p, BULK_STEP);
	if (w->bulk->records)
		params_int4(p, w->node);
	rows = db_run(w->db, w->bulk->step, p, NULL, e);
	params_free(&p);
	if (rows == NULL)
		return -1;
	n = rows_count(rows);
	if (n != 0) {
		s->done += rows_int(rows, 0, 0);
		s->skipped += rows_int(rows, 0, 1);
		s->left = s->count - s->done - s->skipped;
	}
	rows_free(&rows);
	return n != 0;
}

int
bulk_cancel(struct bulk_work *w, struct err *e)
{
	struct params	*p = who_acts(w);
	struct rows	*rows = db_run(w->db, Q_OPERATION_CANCEL, p, NULL, e);

	params_free(&p);
	if (rows == NULL)
		return -1;
	rows_free(&rows);
	return 0;
}
