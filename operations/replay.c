/*
 * replay - the ratings of organisations are made anew from what is recorded: an
 * event for each says so.  Nothing recorded is changed; where the rules or
 * their tables give something else now, there is a new version.
 */
#include <stdio.h>
#include <string.h>

#include "operations/bulk.h"

enum { COL_N, COL_SUBJECT };

/* The key of every door may speak for it. */
#define SOURCE	"/desk"

/* The day on which the operation was made. */
static struct day
made(const struct bulk_state *s)
{
	char	 text[DAY_TEXT];

	snprintf(text, sizeof(text), "%s", s->at);
	return day_parse(text);
}

/* All of it is the operation's, so that it is one event however often it is
 * sent, by whom, when and from where. */
static int
submit(const struct bulk_work *w, const char *subject, struct err *e)
{
	const struct bulk_state	*s = w->state;
	struct arena		*a = arena_new(0);
	const struct recompute	 r = { .on = made(s),
				    .reason = s->reason, .author = s->who,
				    .ruleset = s->ruleset };
	struct event		 ev = { .source = SOURCE,
				    .kind = KIND_RATING_RECOMPUTED,
				    .provider = "", .location = "",
				    .name = "", .trace = "", .via = "",
				    .recompute = &r };
	int			 rc;

	if (strchr(subject, '-') != NULL)
		ev.location = subject;
	else
		ev.provider = subject;
	ev.source_id = arena_printf(a, "replay/%s/%s", s->snapshot, subject);
	rc = event_check(&ev, r.on.serial, e);
	if (rc == 0)
		rc = w->line->submit(w->line->arg, &ev, e);
	arena_free(&a);
	return rc;
}

static int
note(struct bulk_work *w, int64_t upto, int64_t done, int64_t skipped,
    struct err *e)
{
	struct bulk_state	*s = w->state;
	struct params		*p = params_new();
	struct rows		*rows;

	params_int8(p, s->id);
	params_text(p, w->who.who);
	params_text(p, *w->who.reason != '\0' ? w->who.reason : s->reason);
	params_int4(p, (int32_t)upto);
	params_int4(p, (int32_t)done);
	params_int4(p, (int32_t)skipped);
	rows = db_run(w->db, w->bulk->step, p, NULL, e);
	params_free(&p);
	if (rows == NULL)
		return -1;
	rows_free(&rows);
	s->done += done;
	s->skipped += skipped;
	s->left = s->count - s->done - s->skipped;
	return 1;
}

static struct rows *
next(struct bulk_work *w, struct err *e)
{
	struct params	*p = params_new();
	struct rows	*rows;

	params_int8(p, w->state->id);
	params_int4(p, BULK_REPLAYS);
	rows = db_run(w->db, Q_OPERATION_SUBJECTS, p, NULL, e);
	params_free(&p);
	return rows;
}

int
replay_answer(enum answer answer, const char *why, struct err *e)
{
	switch (answer) {
	case ANSWER_ACCEPTED:
		return 1;
	case ANSWER_DUPLICATE:
	case ANSWER_CONFLICT:	/* nobody else has such names */
		return 0;
	case ANSWER_REJECTED:
		return err_set(e, ERR_INPUT, "the line refused it: %s", why);
	default:
		return err_set(e, ERR_AGAIN, "the line did not answer in "
		    "time");
	}
}

/* What the line took is noted after it did: who dies between the two sends the
 * same events again. */
int
replay_step(struct bulk_work *w, struct err *e)
{
	struct rows	*rows = next(w, e);
	int64_t		 done = 0;
	size_t		 i, n;
	int		 rc = 0;

	if (rows == NULL)
		return -1;
	n = rows_count(rows);
	for (i = 0; i < n && rc >= 0; i++) {
		rc = submit(w, rows_text(rows, i, COL_SUBJECT), e);
		done += rc == 1;
	}
	if (n > 0 && rc >= 0)
		rc = note(w, rows_int(rows, n - 1, COL_N), done,
		    (int64_t)n - done, e);
	rows_free(&rows);
	return rc;
}
