#include <assert.h>
#include <inttypes.h>

#include "base/clock.h"
#include "web/checks.h"

enum { HORIZON_OLD_MS = 60000 };

static void
check(struct checks *c, const char *what, enum found found, const char *why)
{
	assert(c->n < sizeof(c->result) / sizeof(c->result[0]));
	c->result[c->n++] = (struct check_result){ what, why, found };
	if (found > c->worst)
		c->worst = found;
}

static void
check_broker(struct checks *c, const struct picture *p)
{
	const struct broker_picture	*b = picture_leader(p);
	size_t				 i, there = 0;

	for (i = 0; i < p->nbroker; i++)
		there += (size_t)p->broker[i].there;
	if (b != NULL)
		check(c, "broker", FINE, arena_printf(c->arena,
		    "the one at %s leads; %zu of %zu answer", b->endpoint,
		    there, p->nbroker));
	else if (there != 0)
		check(c, "broker", NO, "all that answer stand by, nobody leads");
	else
		check(c, "broker", NO, arena_text(c->arena,
		    p->broker[0].why.text));
}

static void
check_lease(struct checks *c, const struct picture *p)
{
	if (!p->database)
		check(c, "lease", WARN, "not known without the database");
	else if (p->lease_ms > 0)
		check(c, "lease", FINE, arena_printf(c->arena,
		    "%s leads for %" PRId64 ".%" PRId64 " s more, or longer",
		    p->leader, p->lease_ms / 1000, p->lease_ms % 1000 / 100));
	else
		check(c, "lease", NO, p->leader[0] == '\0' ?
		    "no broker has ever led" : arena_printf(c->arena,
		    "that of %s is over and nobody has taken it", p->leader));
}

static void
check_stage(struct checks *c, const struct picture *p, enum stage at)
{
	const struct stage_report	*r = picture_stage(picture_leader(p),
					    at);
	const char			*waits = "";

	if (r == NULL) {
		check(c, stage_name(at), WARN, "not known without a broker "
		    "that leads");
		return;
	}
	if (p->database && at != STAGE_INGEST)
		waits = arena_printf(c->arena, "; %" PRId64 " wait",
		    p->books.stage[at].waiting);
	if (r->workers == 0)
		check(c, stage_name(at), at == STAGE_INGEST ? NO : WARN,
		    arena_printf(c->arena, "nobody works here%s", waits));
	else if (r->paused)
		check(c, stage_name(at), WARN, arena_printf(c->arena,
		    "paused%s; sixthkey resume %s", waits, stage_name(at)));
	else
		check(c, stage_name(at), FINE, arena_printf(c->arena,
		    "%u worker%s, %u busy%s", (unsigned)r->workers,
		    r->workers == 1 ? "" : "s", (unsigned)r->busy, waits));
}

static void
check_horizon(struct checks *c, const struct picture *p)
{
	if (!p->database || p->horizon_ms < 0)
		check(c, "horizon", WARN, "how old the oldest writing "
		    "transaction is, is not known");
	else if (p->horizon_ms > HORIZON_OLD_MS)
		check(c, "horizon", WARN, arena_printf(c->arena,
		    "a transaction writes since %" PRId64 " s; nothing is "
		    "slower for it, but the database cannot clean up",
		    p->horizon_ms / 1000));
	else
		check(c, "horizon", FINE, "no transaction writes for long");
}

static void
check_books(struct checks *c, const struct picture *p)
{
	if (!p->database)
		check(c, "books", WARN, "not known without the database");
	else if (!books_balanced(&p->books))
		check(c, "books", WARN, "they do not balance; sixthkey check "
		    "ledger");
	else
		check(c, "books", FINE, "they balance");
}

/* What lasts beyond this machine; what is not there is nobody's fault. */
static void
check_copies(struct checks *c, const struct picture *p)
{
	static const struct {
		const char	*what;
		int		(*say)(const struct copies *, struct buf *);
	} rows[] = {
		{ "replicas", copies_say_replicas },
		{ "archive", copies_say_archive },
	};
	struct buf	 b = { 0 };
	size_t		 i;
	int		 grave;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (!p->database) {
			check(c, rows[i].what, WARN, "not known without the "
			    "database");
			continue;
		}
		buf_clear(&b);
		grave = rows[i].say(&p->copies, &b);
		check(c, rows[i].what, grave ? WARN : FINE,
		    arena_text(c->arena, b.data));
	}
	buf_release(&b);
}

static void
check_fleet(struct checks *c, const struct picture *p)
{
	struct buf	 b = { 0 };
	int		 differ = fleet_say(&p->fleet, &b);

	check(c, "settings", differ ? WARN : FINE, arena_text(c->arena,
	    b.data));
	buf_release(&b);
}

static void
check_ends(struct checks *c)
{
	char	 line[300], db[300];

	door_ready(c->door, line);
	desk_ready(c->desk, db);
	check(c, "line", line[0] == '\0' ? FINE : NO, line[0] == '\0' ? "ok" :
	    arena_text(c->arena, line));
	check(c, "database", db[0] == '\0' ? FINE : NO, db[0] == '\0' ? "ok" :
	    arena_text(c->arena, db));
}

void
checks_look(struct checks *c)
{
	const struct picture	*p = pictures_look(c->pictures);
	int			 at;

	check_ends(c);
	c->age_ms = p->taken_ms == 0 ? -1 : clock_ms() - p->taken_ms;
	if (picture_is_old(p)) {
		check(c, "broker", NO, "no look at the line for five seconds");
	} else {
		check_broker(c, p);
		check_lease(c, p);
		for (at = STAGE_INGEST; at < STAGE_COUNT; at++)
			check_stage(c, p, (enum stage)at);
		check_horizon(c, p);
		check_books(c, p);
		check_copies(c, p);
		check_fleet(c, p);
	}
	pictures_leave(c->pictures);
}
