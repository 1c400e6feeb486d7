/*
 * publication - decide every version of a subject that is not public.
 *
 * in	 "look at this subject"
 * load	 publication_read: where the subject stands, with its newest version;
 *	 publication_read_open: the same, and older ones that were not released
 * out	 decisions, of which a release makes its version public; publication for
 *	 each event
 *
 * The message only says where to look: whoever comes first decides all there
 * is, in order, so public history cannot depend on a race.
 */
#include <string.h>

#include "proto/convert.h"
#include "proto/decision.h"
#include "workers/publication/step.h"

enum { DECISIONS, RECORDS };
enum { OUTCOME_NOTHING = 1, OUTCOME_LOOKED = 2 };
enum {
	COL_SEQ, COL_VERSION, COL_DECIDED, COL_DESERVES, COL_HOLDS, COL_SAID
};

static const struct group groups[] = {
	[DECISIONS] = { "decision", "tiisbtt" },
	/* subject, seq, version, verdict, event_id, decided_by, reason */
	[RECORDS] = { "publication", "bsi" },
	/* event_id, outcome, version */
	{ NULL, NULL }
};

static const void *
unpack(const struct task *t, struct arena *a, const char **subject,
    struct err *e)
{
	struct look	*l = ARENA_NEW(a, struct look);

	if (look_unpack(t->payload, a, l, e) != 0)
		return NULL;
	*subject = l->subject;
	return l;
}

/* What is being decided. */
struct desk {
	const struct subject_batch *sb;
	struct effects		*fx;
	int64_t			 seq;		/* of the newest decision */
};

static void
decide(struct desk *d, struct value version, enum decision verdict,
    const char *reason)
{
	d->seq++;
	FX_ROW(d->fx, DECISIONS, V_TEXT(d->sb->subject), V_INT(d->seq),
	    version, V_INT(verdict),
	    V_INT(d->sb->task[0]->id), V_TEXT("policy"), V_TEXT(reason));
}

static int64_t
number(const struct state_row *row, int column)
{
	return row->v[column].number;
}

/* From the oldest to the newest, which stands before them all. */
static const struct state_row *
version_at(const struct subject_batch *sb, size_t i)
{
	return &sb->row[i + 1 < sb->nrow ? i + 1 : 0];
}

/* Versions that are held and that the public will not see any more: a newer one
 * has come out. */
static void
supersede(struct desk *d, size_t from, size_t upto)
{
	size_t	 i;

	for (i = from; i < upto; i++)
		decide(d, version_at(d->sb, i)->v[COL_VERSION],
		    DECISION_SUPERSEDE, "a newer version was published");
}

static void
release(struct desk *d, const struct state_row *row, enum decision as)
{
	const char	*why = number(row, COL_DECIDED) == DECISION_NONE ?
			    "published at once: nothing holds it" :
			    "published: nothing holds it any longer";

	decide(d, row->v[COL_VERSION], DECISION_RELEASE, why);
	if (as == DECISION_SUSPEND)
		decide(d, row->v[COL_VERSION], DECISION_SUSPEND,
		    "the rating is suspended; it is kept and shown as such");
}

static int
may_go(enum decision verdict)
{
	return verdict == DECISION_RELEASE || verdict == DECISION_SUSPEND;
}

/* One version that is not public: what it deserves; only the newest may be
 * decided once more.  Returns whether it is released. */
static int
judge(struct desk *d, const struct state_row *row)
{
	enum decision	 was = (enum decision)number(row, COL_DECIDED);
	enum decision	 to = (enum decision)number(row, COL_DESERVES);
	const char	*holds = row->v[COL_HOLDS].text;

	if (was != DECISION_NONE && row != d->sb->row)
		return 0;
	if (may_go(to)) {
		release(d, row, to);
		return 1;
	}
	if (was == DECISION_NONE || was != to ||
	    strcmp(row->v[COL_SAID].text, holds) != 0)
		decide(d, row->v[COL_VERSION], to, holds);
	return 0;
}

static void
decide_all(const struct subject_batch *sb, struct effects *fx)
{
	struct desk	 d = { .sb = sb, .fx = fx };
	size_t		 i, last = 0;

	d.seq = number(sb->row, COL_SEQ);
	for (i = 0; i < sb->nrow; i++) {
		const struct state_row *row = version_at(sb, i);

		if (row->v[COL_VERSION].type != VALUE_NULL && judge(&d, row)) {
			supersede(&d, last, i);
			last = i + 1;
		}
	}
}

static int
step(const struct subject_batch *sb, struct effects *fx, struct err *e)
{
	size_t	 i;

	(void)e;
	decide_all(sb, fx);
	for (i = 0; i < sb->ntask; i++) {
		const struct look *l = sb->message[i];

		FX_ROW(fx, RECORDS, V_INT(sb->task[i]->id),
		    V_INT(l->version == 0 ? OUTCOME_NOTHING : OUTCOME_LOOKED),
		    l->version == 0 ? V_NULL : V_INT(l->version));
	}
	return 0;
}

const struct worker publication_worker = {
	.stage = STAGE_PUBLICATION,
	.groups = groups,
	.put = Q_PUBLICATION_COMMIT,
	.fold = step,
	.unpack = unpack,
	.read = { Q_PUBLICATION_READ, Q_PUBLICATION_READ_OPEN },
	.recorded = Q_PUBLICATION_RECORDED,
	.columns = "iiiitt",
};
