#include <stddef.h>
#include <stdio.h>

#include "tests/chaos/ask.h"
#include "tests/chaos/plants.h"

/* Which count has to notice. */
#define IN(field)	offsetof(struct verdicts, field)

static const struct plant {
	const char	*what;
	size_t		 count;
	const char	*sql;
} plants[] = {
	{ "an accepted event is gone", IN(lost),
	    "delete from event where event_id = 7" },
	{ "an event was never assessed", IN(lost),
	    "delete from assessment where event_id = 7" },
	{ "an event was never looked at", IN(lost),
	    "delete from publication where event_id = 7" },
	{ "an accepted event has another id", IN(doubled),
	    "with was as (delete from event where event_id = 7 returning *)"
	    " insert into event overriding system value select 999999, at,"
	    " kind, worker, source, source_id, subject, digest, payload,"
	    " trace from was" },
	{ "a record without its event", IN(doubled),
	    "insert into publication (event_id, outcome, worker)"
	    " values (999999, 1, 1)" },
	{ "a version counts an event twice", IN(doubled),
	    "update rating_version set events = events + 1"
	    " where version = 1" },
	{ "content that nobody submitted", IN(unexpected),
	    "update event set digest = sha256('x') where event_id = 7" },
	{ "an event that nobody submitted", IN(unexpected),
	    "update event set source_id = '1/99999999' where event_id = 7" },
	{ "time runs backward along versions", IN(out_of_order),
	    "update released_version set at = at + interval '1 day'"
	    " where version = 1" },
	{ "a published version is missing", IN(out_of_order),
	    "delete from released_version where version = 1" },
	{ "a decision is missing", IN(out_of_order),
	    "delete from decision where seq = 1" },
	{ "published bytes changed", IN(out_of_order),
	    "update rating_version set document = document || ' '"
	    " where version = 1" },
	{ "a version that nobody decided", IN(ledger),
	    "delete from decision where version = 1" },
	{ "the newest document is an older one", IN(diverged),
	    "delete from released_version p where version > 1 and version ="
	    " (select max(version) from released_version q"
	    " where q.subject = p.subject)" },
	{ "an innocent was put aside", IN(condemned),
	    "insert into aside (stage, event_id, verdict, attempt, error)"
	    " values (2, 7, 2, 1, 'planted')" },
};

static int
found(struct pg *pg, const struct plant *p, const struct producer_conf *load,
    struct history *h)
{
	struct verdicts	 v;
	struct ask	*a;
	struct answers	*r;
	int64_t		 n;

	pg_fresh(pg);
	a = ask_must(pg, NULL);
	r = ask_rows(a, p->sql);
	answers_free(&r);
	ask_close(&a);
	fprintf(stderr, "planted: %s\n", p->what);
	judge(pg, load, h, &v);
	n = *(const int64_t *)(const void *)((const char *)&v + p->count);
	if (n == 0)
		fprintf(stderr, "NOT FOUND: %s\n", p->what);
	return n != 0;
}

int
plants_found(struct pg *pg, const struct producer_conf *load,
    struct history *h)
{
	size_t	 i;
	int	 all = 1;

	for (i = 0; i < sizeof(plants) / sizeof(*plants); i++)
		all &= found(pg, &plants[i], load, h);
	return all;
}
