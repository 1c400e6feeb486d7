#include <inttypes.h>
#include <string.h>

#include "web/health.h"
#include "web/metrics.h"

/* What was found: a NO alone makes this program not ready; a stage behind
 * ingest without workers stops neither questions nor new events. */
enum found { FINE, WARN, NO };

struct checks {
	struct request	*r;
	struct buf	 text;
	enum found	 worst;
};

static void
plain(struct request *r, unsigned status)
{
	r->status = status;
	answer_set(r, "Content-Type", "text/plain; charset=utf-8");
	answer_set(r, "Cache-Control", "no-store");
}

void
health_alive(struct site *s, struct request *r)
{
	(void)s;
	plain(r, 200);
	buf_text(&r->out, "ok\n");
}

/* "[+] database: ok" */
static void
check(struct checks *c, const char *what, enum found found, const char *why)
{
	static const char *const marks[] = { "[+]", "[!]", "[-]" };

	buf_printf(&c->text, "%s %s: %s\n", marks[found], what, why);
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
		check(c, "broker", FINE, arena_printf(c->r->arena,
		    "the one at %s leads; %zu of %zu answer", b->endpoint,
		    there, p->nbroker));
	else if (there != 0)
		check(c, "broker", NO, "all that answer stand by, nobody leads");
	else
		check(c, "broker", NO, p->broker[0].why.text);
}

static void
check_lease(struct checks *c, const struct picture *p)
{
	if (!p->database)
		check(c, "lease", WARN, "not known without the database");
	else if (p->lease_ms > 0)
		check(c, "lease", FINE, arena_printf(c->r->arena,
		    "%s leads for %" PRId64 ".%" PRId64 " s more, or longer",
		    p->leader, p->lease_ms / 1000, p->lease_ms % 1000 / 100));
	else
		check(c, "lease", NO, p->leader[0] == '\0' ?
		    "no broker has ever led" : arena_printf(c->r->arena,
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
		waits = arena_printf(c->r->arena, "; %" PRId64 " wait",
		    p->books.stage[at].waiting);
	if (r->workers == 0)
		check(c, stage_name(at), at == STAGE_INGEST ? NO : WARN,
		    arena_printf(c->r->arena, "nobody works here%s", waits));
	else if (r->paused)
		check(c, stage_name(at), WARN, arena_printf(c->r->arena,
		    "paused%s; sixthkey resume %s", waits, stage_name(at)));
	else
		check(c, stage_name(at), FINE, arena_printf(c->r->arena,
		    "%u workers, %u busy%s", (unsigned)r->workers,
		    (unsigned)r->busy, waits));
}

static void
check_all(struct checks *c, struct site *s)
{
	const struct picture	*p = pictures_look(s->pictures);
	char			 line[300], db[300];
	int			 at;

	door_ready(s->intake.door, line);
	desk_ready(s->desk, db);
	check(c, "line", line[0] == '\0' ? FINE : NO,
	    line[0] == '\0' ? "ok" : line);
	check(c, "database", db[0] == '\0' ? FINE : NO,
	    db[0] == '\0' ? "ok" : db);
	if (picture_is_old(p))
		check(c, "broker", NO, "no look at the line for five seconds");
	else {
		check_broker(c, p);
		check_lease(c, p);
		for (at = STAGE_INGEST; at < STAGE_COUNT; at++)
			check_stage(c, p, (enum stage)at);
	}
	pictures_leave(s->pictures);
}

static int
is_verbose(const struct request *r)
{
	size_t	 i;

	for (i = 0; i < r->nargument; i++)
		if (strcmp(r->argument[i].name, "verbose") == 0)
			return 1;
	return 0;
}

void
health_ready(struct site *s, struct request *r)
{
	struct checks	 c = { .r = r };

	check_all(&c, s);
	plain(r, c.worst == NO ? 503 : 200);
	buf_text(&r->out, c.worst == NO ? "not ready\n" : "ready\n");
	if (c.worst == NO || is_verbose(r))
		buf_add(&r->out, c.text.data, c.text.len);
	buf_release(&c.text);
}

void
health_metrics(struct site *s, struct request *r)
{
	static const struct picture	 none;
	const struct picture		*p = pictures_look(s->pictures);
	struct metrics			 m = {
		.picture = picture_is_old(p) ? &none : p,
		.door = door_counts(s->intake.door),
		.http = http_counts(s->http)
	};

	r->status = 200;
	answer_set(r, "Content-Type", "text/plain; version=0.0.4; "
	    "charset=utf-8");
	answer_set(r, "Cache-Control", "no-store");
	metrics_write(&m, &r->out);
	pictures_leave(s->pictures);
}
