#include <inttypes.h>
#include <string.h>

#include "web/contract.h"
#include "web/reading.h"
#include "web/site.h"

typedef void	 page_fn(struct site *, struct request *);

/* ---- small pages ------------------------------------------------------------------ */

static void
plain(struct request *r, unsigned status, const char *text)
{
	r->status = status;
	answer_set(r, "Content-Type", "text/plain; charset=utf-8");
	answer_set(r, "Cache-Control", "no-store");
	buf_text(&r->out, text);
}

static void
healthz(struct site *s, struct request *r)
{
	(void)s;
	plain(r, 200, "ok\n");
}

/* Ready is who can take events and answer questions. */
static void
readyz(struct site *s, struct request *r)
{
	char	 line[300], db[300];
	int	 ok = door_ready(s->intake.door, line);

	ok &= desk_ready(s->desk, db);
	plain(r, ok ? 200 : 503, ok ? "ready\n" : "not ready\n");
	if (!ok || request_argument(r, "verbose")[0] != '\0' ||
	    r->nargument > 0)
		buf_printf(&r->out, "line: %s\ndatabase: %s\n",
		    line[0] == '\0' ? "ok" : line, db[0] == '\0' ? "ok" : db);
}

static void
metric(struct buf *out, const char *name, const char *type, const char *help)
{
	buf_printf(out, "# HELP sixthkey_%s %s\n# TYPE sixthkey_%s %s\n", name,
	    help, name, type);
}

static void
metrics(struct site *s, struct request *r)
{
	static const char *const answers[] = { "unknown", "accepted",
	    "duplicate", "conflict", "rejected" };
	struct door_count	 d = door_counts(s->intake.door);
	struct http_count	 h = http_counts(s->http);
	struct buf		*b = &r->out;
	size_t			 i;

	plain(r, 200, "");
	metric(b, "web_events_total", "counter", "Events by the line's answer.");
	for (i = 0; i < sizeof(answers) / sizeof(answers[0]); i++)
		buf_printf(b, "sixthkey_web_events_total{answer=\"%s\"} %"
		    PRIu64 "\n", answers[i], d.answers[i]);
	metric(b, "web_events_under_way", "gauge", "Events not answered yet.");
	buf_printf(b, "sixthkey_web_events_under_way %" PRIu64 "\n",
	    d.under_way);
	metric(b, "web_requests_total", "counter", "Requests.");
	buf_printf(b, "sixthkey_web_requests_total %" PRIu64 "\n", h.requests);
	metric(b, "web_refused_total", "counter",
	    "Requests refused by their headers or size.");
	buf_printf(b, "sixthkey_web_refused_total %" PRIu64 "\n", h.refused);
	metric(b, "web_received_bytes_total", "counter", "Bytes of bodies.");
	buf_printf(b, "sixthkey_web_received_bytes_total %" PRIu64 "\n",
	    h.bytes);
}

/* ---- questions ----------------------------------------------------------------------- */

static void
event_page(struct site *s, struct request *r)
{
	struct grant	 g;

	if (s->intake.tokens == NULL || tokens_check(s->intake.tokens,
	    request_header(r, "Authorization"), &g)) {
		desk_ask(s->desk, r, read_event);
		return;
	}
	answer_set(r, "WWW-Authenticate", "Bearer realm=\"sixthkey\"");
	answer_problem(r, 401, "", "", "How far an event is, is told to who "
	    "may submit: send a token.");
}

static void
trust_page(struct site *s, struct request *r)
{
	const char	*at = strchr(r->path + strlen("/v1/trusts/"), '/');

	if (at != NULL && strcmp(at, "/versions") != 0)
		answer_problem(r, 404, "", r->path, "There is no such page.");
	else
		desk_ask(s->desk, r, at == NULL ? read_trust : read_versions);
}

static void
post_page(struct site *s, struct request *r)
{
	intake_post(&s->intake, r);
}

static void
options_page(struct site *s, struct request *r)
{
	intake_options(&s->intake, r);
}

static void
openapi_page(struct site *s, struct request *r)
{
	(void)s;
	contract_openapi(r);
}

static void
schemas_page(struct site *s, struct request *r)
{
	(void)s;
	contract_schemas(r);
}

static const struct page {
	const char	*method, *path;		/* "/" last: all below it */
	page_fn		*fn;
} pages[] = {
	{ "POST", "/v1/events", post_page },
	{ "OPTIONS", "/v1/events", options_page },
	{ "GET", "/v1/events/", event_page },
	{ "GET", "/v1/trusts/", trust_page },
	{ "GET", "/v1/openapi.json", openapi_page },
	{ "GET", "/v1/schemas", schemas_page },
	{ "GET", "/v1/schemas/", schemas_page },
	{ "GET", "/healthz", healthz },
	{ "GET", "/readyz", readyz },
	{ "GET", "/metrics", metrics },
};

static int
is_at(const struct page *p, const char *path)
{
	size_t	 n = strlen(p->path);

	if (p->path[n - 1] == '/')
		return strncmp(p->path, path, n) == 0 && path[n] != '\0';
	return strcmp(p->path, path) == 0;
}

static int
is_method(const struct page *p, const char *method)
{
	return strcmp(p->method, method) == 0 ||
	    (strcmp(p->method, "GET") == 0 && strcmp(method, "HEAD") == 0);
}

void
site_serve(void *arg, struct request *r)
{
	struct site	*s = arg;
	const char	*allowed = "";
	size_t		 i;

	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		if (!is_at(&pages[i], r->path))
			continue;
		if (is_method(&pages[i], r->method)) {
			pages[i].fn(s, r);
			return;
		}
		allowed = arena_printf(r->arena, "%s%s%s", allowed,
		    allowed[0] == '\0' ? "" : ", ", pages[i].method);
	}
	if (allowed[0] == '\0') {
		answer_problem(r, 404, "", r->path, "There is no such page.");
		return;
	}
	answer_set(r, "Allow", allowed);
	answer_problem(r, 405, "", r->method, arena_printf(r->arena,
	    "This page takes %s.", allowed));
}
