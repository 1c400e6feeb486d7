#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "web/console/inside.h"

enum { BODY_BYTES = 64 * 1024 };	/* of a form */

static const enum query porter_queries[] = {
	Q_CONSOLE_PERSON_FIND, Q_CONSOLE_SESSION_PUT, Q_NONE
};

static const struct asset *
find_asset(const char *path)
{
	const struct asset	*a;

	for (a = console_assets; a->path != NULL; a++)
		if (strcmp(a->path, path) == 0)
			return a;
	return NULL;
}

/* The same for everybody, and only as new as the program. */
static void
serve_asset(const struct console *c, struct request *r,
    const struct asset *a)
{
	r->status = 200;
	shell_headers(r, c);
	answer_set(r, "Content-Type", a->type);
	answer_set(r, "Cache-Control", "no-cache");
	buf_text(&r->out, a->text);
}

static int
is_sign_in(const struct request *r)
{
	return strcmp(r->method, "POST") == 0 &&
	    strcmp(r->path, signin_page.path) == 0;
}

static void
serve(void *arg, struct request *r)
{
	struct console		*c = arg;
	const struct asset	*a = find_asset(r->path);

	r->own = c;
	if (a != NULL && strcmp(r->method, "GET") == 0)
		serve_asset(c, r, a);
	else if (is_sign_in(r))
		desk_ask(c->porter, r, signin_serve);
	else
		desk_ask(c->desk, r, visit_serve);
}

/* ---- begin and end -------------------------------------------------------- */

static int
is_local(const char *listen)
{
	return strncmp(listen, "127.", 4) == 0 ||
	    strncmp(listen, "[::1]", 5) == 0;
}

int
console_conf_check(const struct console_conf *c, struct err *e)
{
	int	 open = strcmp(c->console_tls, "no") == 0;

	if (!open && strcmp(c->console_tls, "yes") != 0 &&
	    strcmp(c->console_tls, "local") != 0)
		return err_set(e, ERR_SETUP, "console_tls: \"%s\"; expected "
		    "yes, no or local", c->console_tls);
	if (c->console[0] == '\0')
		return 0;
	if (c->console_db[0] == '\0')
		return err_set(e, ERR_SETUP, "console_db: is missing");
	if (open && !is_local(c->console))
		return err_set(e, ERR_SETUP, "console: %s is not an address "
		    "of this host alone, and a password does not travel in "
		    "the open: put a proxy with TLS in front and set "
		    "console_tls = yes", c->console);
	return 0;
}

/* With TLS a browser takes such a name from this host alone, and from no page
 * without TLS: nobody else can set it. */
static void
name_cookies(struct console *c)
{
	c->session_cookie = c->secure ? "__Host-sixthkey_session" :
	    "sixthkey_session";
	c->door_cookie = c->secure ? "__Host-sixthkey_door" : "sixthkey_door";
}

int
console_open(const struct console_conf *conf, const struct console_links *l,
    struct console **out, struct err *e)
{
	struct http_conf	 http = l->http;
	struct console		*c;

	*out = NULL;
	if (conf->console[0] == '\0')
		return 0;
	*out = c = calloc(1, sizeof(*c));
	if (c == NULL)
		abort();
	c->idle_s = conf->idle_minutes * 60;
	c->most_s = conf->session_hours * 3600;
	c->secure = strcmp(conf->console_tls, "yes") == 0;
	name_cookies(c);
	c->watch = watch_open(l->pictures);
	c->door = l->door;
	c->pictures = l->pictures;
	c->line = submit_line(l->door);
	c->runner = runner_open(conf->console_db, &c->line);
	c->impacts = impacts_open(conf->console_db);
	c->desk = desk_open(conf->console_db, console_queries, NULL,
	    DESK_CLERKS, shell_sorry);
	c->porter = desk_open(conf->console_db, porter_queries, NULL, 1,
	    shell_sorry);
	http.listen = conf->console;
	http.body_bytes = BODY_BYTES;
	c->http = http_start(&http, serve, c, e);
	if (c->http == NULL)
		return err_add(e, "console");
	LOG(INFO, "the console listens", LOG_TEXT("at", conf->console));
	return 0;
}

void
console_quiesce(struct console *c)
{
	if (c != NULL)
		http_quiesce(c->http);
}

void
console_drain(struct console *c)
{
	if (c == NULL)
		return;
	desk_drain(c->desk);
	desk_drain(c->porter);
}

void
console_close(struct console **cp)
{
	struct console	*c = *cp;

	if (c == NULL)
		return;
	http_stop(&c->http);
	desk_close(&c->desk);
	desk_close(&c->porter);
	runner_close(&c->runner);
	impacts_close(&c->impacts);
	watch_close(&c->watch);
	free(c);
	*cp = NULL;
}
