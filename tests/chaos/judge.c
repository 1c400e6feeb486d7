#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "proto/convert.h"
#include "proto/document.h"
#include "tests/chaos/ask.h"
#include "tests/chaos/judge.h"
#include "tests/chaos/wrongs.h"

enum { SAY = 5 };

enum { COL_EVENT, COL_SOURCE_ID, COL_DIGEST, COL_STAGES, COL_ASIDE,
	COL_EVIDENCE };

struct trial {
	struct ask			*db;
	const struct producer_conf	*load;
	struct history			*history;
	struct verdicts			*v;
	unsigned char			*seen, *dead;	/* by event's number */
	struct arena			*arena;
	int				 said;
};

/* One stands for many: the log would drown otherwise. */
static void say(struct trial *, const char *, ...)
    __attribute__((format(printf, 2, 3)));

static void
say(struct trial *t, const char *fmt, ...)
{
	va_list	 ap;

	if (t->said++ >= SAY)
		return;
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
}

static int64_t
wrong(struct trial *t, const struct wrong *w)
{
	int64_t	 n = ask_number(t->db, w->sql);

	if (n != 0)
		say(t, "%s: %lld", w->what, (long long)n);
	return n;
}

static const char	unsettled[] =
    "select count(*) from event e"
    " left join publication p using (event_id)"
    " where p.event_id is null and not exists ("
    "  select from aside a where a.event_id = e.event_id and a.verdict = 3)";

int64_t
judge_unsettled(struct pg *pg)
{
	struct ask	*db = ask_must(pg, NULL);
	int64_t		 n = ask_number(db, unsettled);

	ask_close(&db);
	return n;
}

static int
is_in(const struct deed *d)
{
	return d->answered != 0 && (d->answer == ANSWER_ACCEPTED ||
	    d->answer == ANSWER_DUPLICATE);
}

/* An event without all its records: put aside, or lost. */
static void
try_unrecorded(struct trial *t, uint64_t i, int dead, int evidence)
{
	enum stage	 stage = producer_poison(t->load, i);

	t->dead[i] = 1;
	if (stage != STAGE_NONE && dead && evidence)
		return;
	if (dead)
		t->v->condemned++;
	else
		t->v->lost++;
	say(t, "event %llu %s", (unsigned long long)i,
	    dead ? "was put aside" : "lacks a record");
}

static void
try_event(struct trial *t, const struct answers *r, int row)
{
	const char	*id = strchr(answers_text(r, row, COL_SOURCE_ID), '/');
	uint64_t	 i = id == NULL ? 0 : strtoull(id + 1, NULL, 10);
	struct deed	*d = i < t->history->n ? &t->history->deed[i] : NULL;
	uint8_t		 own[DIGEST_SIZE];
	char		 hex[DIGEST_HEX];

	if (d == NULL || d->submitted == 0) {
		t->v->unexpected++;
		return;
	}
	arena_reset(t->arena);
	event_digest(producer_event(t->load, i, t->arena), own);
	if (strcmp(digest_hex(own, sizeof(own), hex),
	    answers_text(r, row, COL_DIGEST)) != 0)
		t->v->unexpected++;
	t->v->doubled += t->seen[i]++ != 0;
	if (d->contradicted || (is_in(d) && d->event !=
	    strtoull(answers_text(r, row, COL_EVENT), NULL, 10))) {
		t->v->doubled++;
		say(t, "event %llu was answered with two ids",
		    (unsigned long long)i);
	}
	if (strcmp(answers_text(r, row, COL_STAGES), "3") != 0)
		try_unrecorded(t, i,
		    strcmp(answers_text(r, row, COL_ASIDE), "3") == 0,
		    *answers_text(r, row, COL_EVIDENCE) == 't');
}

static void
try_events(struct trial *t)
{
	struct answers	*r = ask_rows(t->db,
	    "select e.event_id, e.source_id, encode(e.digest, 'hex'),"
	    " (a.event_id is not null)::int + (c.event_id is not null)::int"
	    " + (p.event_id is not null)::int, x.verdict,"
	    " octet_length(x.evidence) > 0"
	    " from event e left join assessment a using (event_id)"
	    " left join combination c using (event_id)"
	    " left join publication p using (event_id)"
	    " left join lateral (select verdict, evidence from aside"
	    "  where event_id = e.event_id and stage ="
	    "  case when a.event_id is null then 2"
	    "  when c.event_id is null then 3 else 4 end"
	    "  order by aside_id desc limit 1) x on true"
	    " order by e.event_id");
	int		 i;

	t->v->accepted = answers_count(r);
	for (i = 0; i < answers_count(r); i++)
		try_event(t, r, i);
	answers_free(&r);
}

static void
try_poison(struct trial *t, uint64_t i, const struct deed *d)
{
	enum stage	 stage = producer_poison(t->load, i);

	t->v->poison++;
	if (stage == STAGE_INGEST ? d->answer == ANSWER_REJECTED :
	    t->seen[i] && t->dead[i])
		return;
	t->v->poison_free++;
	say(t, "poison %llu for %s did not end: %s", (unsigned long long)i,
	    stage_name(stage), history_answer_name(d->answer));
}

static void
try_deeds(struct trial *t)
{
	const struct deed	*d;
	uint64_t		 i;

	t->v->submissions = (int64_t)t->history->submissions;
	for (i = 0; i < t->history->n; i++) {
		d = &t->history->deed[i];
		if (d->submitted == 0)
			continue;
		t->v->submitted++;
		t->v->unanswered += d->answered == 0;
		if (producer_poison(t->load, i) != STAGE_NONE) {
			try_poison(t, i, d);
		} else if (is_in(d) && !t->seen[i]) {
			t->v->lost++;
			say(t, "event %llu was accepted as %llu and is not "
			    "there", (unsigned long long)i,
			    (unsigned long long)d->event);
		} else if (d->answered != 0 && !is_in(d)) {
			t->v->refused++;
			say(t, "event %llu: %s", (unsigned long long)i,
			    history_answer_name(d->answer));
		}
	}
}

/* The fold of a subject's events, as published. */
static int
same_document(struct trial *t, uint64_t first, struct answers **shown)
{
	uint64_t	 i, step = t->load->load.subjects;
	struct statement *s = ARENA_ARRAY(t->arena, t->history->n / step + 1,
			    struct statement);
	struct state	 none = { 0 }, now;
	struct bytes	 doc;
	uint8_t		 own[DIGEST_SIZE];
	char		 hex[DIGEST_HEX];
	size_t		 n = 0;

	for (i = first; i < t->history->n; i += step)
		if (t->seen[i] && !t->dead[i])
			statement_make(producer_event(t->load, i, t->arena),
			    &s[n++]);
	if (n == 0)
		return 1;
	none.subject = s[0].subject;
	state_merge(&none, s, n, t->arena, &now);
	doc = document_make(&now, t->arena).bytes;
	digest(doc.data, doc.len, own);
	*shown = ask(t->db, "select encode(digest, 'hex')"
	    " from published_version where subject = $1"
	    " order by version desc limit 1", none.subject);
	if (*shown == NULL)
		return 0;
	return doc.len == 0 ? answers_count(*shown) == 0 :
	    answers_count(*shown) == 1 && strcmp(answers_text(*shown, 0, 0),
	    digest_hex(own, sizeof(own), hex)) == 0;
}

static void
try_documents(struct trial *t)
{
	uint64_t	 i;

	for (i = 0; i < t->load->load.subjects && i < t->history->n; i++) {
		struct answers	*shown = NULL;

		arena_reset(t->arena);
		if (!same_document(t, i, &shown)) {
			t->v->diverged++;
			say(t, "subject %llu is not the fold of its events",
			    (unsigned long long)i);
		}
		answers_free(&shown);
	}
}

/* An innocent has nothing to do there, whatever became of it later. */
static void
try_asides(struct trial *t)
{
	struct answers	*r = ask_rows(t->db, "select source_id, error from aside"
			    " join event using (event_id)");
	const char	*id;
	int		 i;

	for (i = 0; i < answers_count(r); i++) {
		id = strchr(answers_text(r, i, 0), '/');
		if (id != NULL && producer_poison(t->load,
		    strtoull(id + 1, NULL, 10)) != STAGE_NONE)
			continue;
		t->v->condemned++;
		say(t, "%s was put aside: %s", answers_text(r, i, 0),
		    answers_text(r, i, 1));
	}
	answers_free(&r);
}

void
judge(struct pg *pg, const struct producer_conf *load, struct history *h,
    struct verdicts *v)
{
	struct trial	 t = { .db = ask_must(pg, NULL), .load = load, .history = h,
			    .v = v, .arena = arena_new(0) };
	const struct wrong *w;

	*v = (struct verdicts){ 0 };
	t.seen = calloc(h->n + 1, 1);
	t.dead = calloc(h->n + 1, 1);
	if (t.seen == NULL || t.dead == NULL)
		abort();
	try_events(&t);
	try_deeds(&t);
	for (w = wrongs_doubled; w->what != NULL; w++)
		v->doubled += wrong(&t, w);
	for (w = wrongs_disorder; w->what != NULL; w++)
		v->out_of_order += wrong(&t, w);
	v->ledger = wrong(&t, &wrongs_ledger);
	try_documents(&t);
	try_asides(&t);
	free(t.seen);
	free(t.dead);
	arena_free(&t.arena);
	ask_close(&t.db);
}

int
judge_clean(const struct verdicts *v)
{
	return v->lost == 0 && v->unanswered == 0 && v->doubled == 0 &&
	    v->unexpected == 0 && v->out_of_order == 0 && v->ledger == 0 &&
	    v->diverged == 0 && v->refused == 0 && v->condemned == 0 &&
	    v->poison_free == 0;
}
