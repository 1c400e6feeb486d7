/*
 * assessment - say what an event means.
 *
 * in	 the event as it was accepted
 * out	 assessment; a statement to quality-combination
 *
 * A pure function of this one event.  Whatever needs two events is derived in
 * the fold, where order cannot matter.
 */
#include <string.h>

#include "base/text.h"
#include "proto/convert.h"
#include "workers/assessment/step.h"

enum { RECORDS, RECORDED = 1, CHECKS_MAX = 2,
	CODE_SIZE = 4 };

/* event_id, outcome, subject_hash, payload */
static const struct group groups[] = {
	[RECORDS] = { "assessment", "bsiy" },
	{ NULL, NULL }
};

static int
same_cell(const struct report_cell *a, const struct report_cell *b)
{
	return a->question == b->question &&
	    strcmp(a->location, b->location) == 0 &&
	    strcmp(a->service, b->service) == 0 &&
	    day_compare(a->rated, b->rated) == 0;
}

static const struct report_cell *
rated_twice(const struct report *r)
{
	size_t	 i, j;

	for (i = 0; i < r->ncell; i++)
		for (j = i + 1; j < r->ncell; j++)
			if (same_cell(&r->cell[i], &r->cell[j]) &&
			    r->cell[i].mark != r->cell[j].mark)
				return &r->cell[i];
	return NULL;
}

static void
add(struct statement *s, struct check *check, const char *id,
    const char *text)
{
	check[s->ncheck++] = (struct check){ id, text };
	s->check = check;
}

/* The trust whose page the address is of; "" where it is of none. */
static const char *
trust_in_link(const char *link, char code[CODE_SIZE])
{
	static const char	 page[] = "/provider/";
	const char		*at = strstr(link, page);

	code[0] = '\0';
	if (at == NULL || strcspn(at += sizeof(page) - 1, "/?#") !=
	    CODE_SIZE - 1)
		return code;
	memcpy(code, at, CODE_SIZE - 1);
	code[CODE_SIZE - 1] = '\0';
	return trust_code(code) ? code : "";
}

/* Two reports of 2019 carry the address of a third trust. */
static void
check_link(const struct report *r, const char *provider, struct statement *s,
    struct check *check, struct arena *a)
{
	char		 code[CODE_SIZE];
	const char	*of = trust_in_link(r->link, code);

	if (of[0] != '\0' && trust_code(provider) &&
	    strcmp(of, provider) != 0)
		add(s, check, "link-of-another", arena_printf(a, "The report "
		    "on %s has the address of a page about %s.", provider,
		    of));
}

static void
check_report(const struct report *r, struct statement *s, struct arena *a)
{
	struct check			*check = ARENA_ARRAY(a, CHECKS_MAX,
					    struct check);
	const struct report_cell	*twice = rated_twice(r);

	if (twice != NULL)
		add(s, check, "two-ratings", arena_printf(a, "The report "
		    "gives two different ratings for %s%s%s on one date.",
		    question_name(twice->question),
		    twice->service[0] == '\0' ? "" : " of ", twice->service));
	check_link(r, s->event.provider, s, check, a);
}

static int
step(const struct task *t, struct effects *fx, struct err *e)
{
	struct event		 ev;
	struct statement	 s;
	struct buf		 b = { 0 };
	struct bytes		 payload;
	uint32_t		 hash;

	if (event_unpack(t->payload, fx->arena, &ev, e) != 0)
		return -1;
	statement_make(&ev, &s);
	if (ev.report != NULL)
		check_report(ev.report, &s, fx->arena);
	statement_pack(&s, &b);
	payload = arena_bytes(fx->arena, b.data, b.len);
	buf_release(&b);
	hash = text_hash(s.subject);
	FX_ROW(fx, RECORDS, V_INT(t->id), V_INT(RECORDED),
	    V_INT((int32_t)hash), V_BYTES(payload));
	effects_send(fx, &(struct successor){ .event = t->id,
	    .subject_hash = hash, .trace = t->trace, .payload = payload });
	return 0;
}

const struct worker assessment_worker = {
	.stage = STAGE_ASSESSMENT,
	.groups = groups,
	.put = Q_ASSESSMENT_PUT,
	.recorded = Q_ASSESSMENT_RECORDED,
	.map = step,
};
