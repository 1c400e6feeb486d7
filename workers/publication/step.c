/*
 * publication - decide every undecided version of a subject, in order.
 *
 * in	 "look at this subject"
 * load	 publication_read: the newest decision, the versions that have none
 * out	 decision for each version; its document, as the public sees it;
 *	 publication for each event
 *
 * The message only says where to look: whoever comes first decides all there
 * is, so public history cannot depend on a race.
 */
#include "proto/convert.h"
#include "workers/publication/step.h"

enum { DECISIONS, DOCUMENTS, RECORDS };
enum { OUTCOME_NOTHING = 1, OUTCOME_LOOKED = 2, DECISION_RELEASE = 2 };
enum { COL_SEQ, COL_VERSION, COL_DOCUMENT, COL_DIGEST };

static const struct group groups[] = {
	[DECISIONS] = { "decision", "tisisbtt" },
	/* subject, seq, nth, version, verdict, event_id, decided_by, reason */
	[DOCUMENTS] = { "document", "tity" },
	/* subject, version, document, digest */
	[RECORDS] = { "publication", "btsiB" },
	/* event_id, subject, outcome, version, needs_head */
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

/* The rating is history that is public already: it is released at once. */
static void
release(const struct subject_batch *sb, const struct state_row *row,
    int64_t seq, int64_t nth, struct effects *fx)
{
	FX_ROW(fx, DECISIONS, V_TEXT(sb->subject), V_INT(seq), V_INT(nth),
	    row->v[COL_VERSION], V_INT(DECISION_RELEASE),
	    V_INT(sb->task[0]->id), V_TEXT("policy"),
	    V_TEXT("published at once: the ratings are public already"));
	FX_ROW(fx, DOCUMENTS, V_TEXT(sb->subject), row->v[COL_VERSION],
	    row->v[COL_DOCUMENT], row->v[COL_DIGEST]);
}

/* Returns how many versions were decided. */
static int64_t
decide(const struct subject_batch *sb, struct effects *fx)
{
	int64_t	 seq = 0, nth = 0;
	size_t	 i;

	for (i = 0; i < sb->nrow; i++) {
		const struct state_row *row = &sb->row[i];

		if (row->v[COL_VERSION].type == VALUE_NULL) {
			seq = row->v[COL_SEQ].number;
			continue;
		}
		nth++;
		release(sb, row, seq + nth, nth, fx);
	}
	return nth;
}

static int
step(const struct subject_batch *sb, struct effects *fx, struct err *e)
{
	int64_t	 decided = decide(sb, fx);
	size_t	 i;

	(void)e;
	for (i = 0; i < sb->ntask; i++) {
		const struct look *l = sb->message[i];

		FX_ROW(fx, RECORDS, V_INT(sb->task[i]->id),
		    V_TEXT(sb->subject),
		    V_INT(l->version == 0 ? OUTCOME_NOTHING : OUTCOME_LOOKED),
		    l->version == 0 ? V_NULL : V_INT(l->version),
		    V_INT(decided != 0));
	}
	return 0;
}

const struct worker publication_worker = {
	.stage = STAGE_PUBLICATION,
	.groups = groups,
	.put = Q_PUBLICATION_COMMIT,
	.fold = step,
	.unpack = unpack,
	.read = Q_PUBLICATION_READ,
	.columns = "iity",
};
