/*
 * quality-combination - fold statements into what is known of a subject, and
 * rate it.
 *
 * in	 the statements of a batch about one subject
 * load	 combination_read: the newest head
 * out	 subject_head seq + 1; combination for each event; rating_version when
 *	 the document changed; due for each day that something waits for; "look
 *	 at this subject" to publication
 *
 * Folding is set union and the document is a function of the set, so neither
 * order nor batching nor repetition can show.
 */
#include <string.h>

#include "base/text.h"
#include "proto/convert.h"
#include "proto/document.h"
#include "workers/quality-combination/step.h"

enum { HEADS, RECORDS, VERSIONS, PLACES, DUE };
enum { OUTCOME_NOTHING = 1, OUTCOME_VERSION = 2 };
enum { COL_SEQ, COL_STATE };

static const struct group groups[] = {
	[HEADS] = { "head", "tiiyst" },
	/* subject, seq, version, state, decision, holds */
	[RECORDS] = { "combination", "bsiiy" },
	/* event_id, outcome, subject_hash, version, payload */
	[VERSIONS] = { "version", "tiiityst" },
	/* subject, version, seq, events, document, digest, decision, holds */
	[PLACES] = { "organisation", "tt" },	/* organisation, subject */
	[DUE] = { "due", "tti" },		/* subject, rule, day */
	{ NULL, NULL }
};

static const void *
unpack(const struct task *t, struct arena *a, const char **subject,
    struct err *e)
{
	struct statement	*s = ARENA_NEW(a, struct statement);

	if (statement_unpack(t->payload, a, s, e) != 0)
		return NULL;
	*subject = s->subject;
	return s;
}

static int
load(const struct subject_batch *sb, struct arena *a, struct state *was,
    int32_t *seq, struct err *e)
{
	*was = (struct state){ .subject = sb->subject };
	*seq = 0;
	if (sb->nrow == 0)
		return 0;
	*seq = (int32_t)sb->row[0].v[COL_SEQ].number;
	return state_unpack(sb->row[0].v[COL_STATE].bytes, a, was, e);
}

/* A rating at a location of a trust is found under the trust. */
static void
note_places(const struct subject_batch *sb, struct effects *fx)
{
	const char	*last = sb->subject;
	size_t		 i, j;

	for (i = 0; i < sb->ntask; i++) {
		const struct statement	*s = sb->message[i];
		const struct report	*r = s->event.report;

		for (j = 0; r != NULL && j < r->ncell; j++) {
			const char *place = r->cell[j].location;

			if (place[0] == '\0' || strcmp(place, last) == 0)
				continue;
			FX_ROW(fx, PLACES, V_TEXT(place),
			    V_TEXT(sb->subject));
			last = place;
		}
	}
}

static void
record(const struct subject_batch *sb, uint32_t version, struct effects *fx)
{
	uint32_t	 hash = text_hash(sb->subject);
	struct buf	 b = { 0 };
	struct bytes	 look;
	size_t		 i;

	look_pack(&(struct look){ sb->subject, version }, &b);
	look = arena_bytes(fx->arena, b.data, b.len);
	buf_release(&b);
	for (i = 0; i < sb->ntask; i++) {
		const struct task *t = sb->task[i];

		FX_ROW(fx, RECORDS, V_INT(t->id),
		    V_INT(version == 0 ? OUTCOME_NOTHING : OUTCOME_VERSION),
		    V_INT((int32_t)hash),
		    version == 0 ? V_NULL : V_INT(version), V_BYTES(look));
		effects_send(fx, &(struct successor){ .event = t->id,
		    .subject_hash = hash, .trace = t->trace,
		    .payload = look });
	}
}

/* A document unlike the newest one is a new version; returns its number. */
static uint32_t
rate(const struct subject_batch *sb, const struct document *made,
    struct state *now, int32_t seq, struct effects *fx)
{
	struct bytes	 doc = made->bytes;

	if (doc.len == 0 || (now->version != 0 && memcmp(made->digest,
	    now->document, sizeof(now->document)) == 0))
		return 0;
	now->version++;
	memcpy(now->document, made->digest, sizeof(now->document));
	FX_ROW(fx, VERSIONS, V_TEXT(sb->subject), V_INT(now->version),
	    V_INT(seq), V_INT(sb->ntask), V_TEXT(arena_textn(fx->arena,
	    (const char *)doc.data, doc.len)),
	    V_BYTES(arena_bytes(fx->arena, made->digest,
	    sizeof(made->digest))),
	    V_INT(made->decision), V_TEXT(arena_text(fx->arena, made->holds)));
	return now->version;
}

/* What waits for a day is told once; the table knows the day already. */
static void
note_due(const struct subject_batch *sb, const struct document *made,
    struct effects *fx)
{
	size_t	 i;

	for (i = 0; i < made->ndue; i++)
		if (!made->due[i].met)
			FX_ROW(fx, DUE, V_TEXT(sb->subject),
			    V_TEXT(made->due[i].rule),
			    V_INT(made->due[i].on.serial));
}

static int
step(const struct subject_batch *sb, struct effects *fx, struct err *e)
{
	struct statement	*add = ARENA_ARRAY(fx->scratch, sb->ntask,
				    struct statement);
	struct state		 was, now;
	struct document		 made;
	struct buf		 b = { 0 };
	int32_t			 seq;
	size_t			 i;

	if (load(sb, fx->scratch, &was, &seq, e) != 0)
		return err_add(e, "the state of %s at %d", sb->subject, seq);
	for (i = 0; i < sb->ntask; i++)
		add[i] = *(const struct statement *)sb->message[i];
	state_merge(&was, add, sb->ntask, fx->scratch, &now);
	made = document_make(&now, fx->scratch);
	seq++;
	record(sb, rate(sb, &made, &now, seq, fx), fx);
	state_pack(&now, &b);
	FX_ROW(fx, HEADS, V_TEXT(sb->subject), V_INT(seq), V_INT(now.version),
	    V_BYTES(arena_bytes(fx->arena, b.data, b.len)),
	    V_INT(made.decision), V_TEXT(arena_text(fx->arena, made.holds)));
	buf_release(&b);
	note_places(sb, fx);
	note_due(sb, &made, fx);
	return 0;
}

const struct worker combination_worker = {
	.stage = STAGE_COMBINATION,
	.groups = groups,
	.put = Q_COMBINATION_COMMIT,
	.fold = step,
	.unpack = unpack,
	.read = { Q_COMBINATION_READ },
	.recorded = Q_COMBINATION_RECORDED,
	.columns = "iy",
};
