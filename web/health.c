#include <string.h>

#include "web/checks.h"
#include "web/health.h"
#include "web/metrics.h"

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
	static const char *const marks[] = { "[+]", "[!]", "[-]" };
	struct checks	 c = { .pictures = s->pictures, .desk = s->desk,
			    .door = s->intake.door, .arena = r->arena };
	size_t		 i;

	checks_look(&c);
	plain(r, c.worst == NO ? 503 : 200);
	buf_text(&r->out, c.worst == NO ? "not ready\n" : "ready\n");
	for (i = 0; i < c.n && (c.worst == NO || is_verbose(r)); i++)
		buf_printf(&r->out, "%s %s: %s\n", marks[c.result[i].found],
		    c.result[i].what, c.result[i].why);
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
