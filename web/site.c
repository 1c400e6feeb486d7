#include <string.h>

#include "web/contract.h"
#include "web/health.h"
#include "web/reading.h"
#include "web/site.h"

typedef void	 page_fn(struct site *, struct request *);

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
	static const struct {
		const char	*end;
		desk_fn		*fn;
	} parts[] = {
		{ "", read_trust }, { "/versions", read_versions },
		{ "/explanation", read_explanation },
	};
	const char	*at = r->path + strlen("/v1/trusts/");
	size_t		 i;

	at += strcspn(at, "/");
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (strcmp(parts[i].end, at) == 0) {
			desk_ask(s->desk, r, parts[i].fn);
			return;
		}
	answer_problem(r, 404, "", r->path, "There is no such page.");
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
	{ "GET", "/healthz", health_alive },
	{ "GET", "/readyz", health_ready },
	{ "GET", "/metrics", health_metrics },
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
