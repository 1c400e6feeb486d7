/*
 * One request from first to last: who is it, may they, was the form ours and
 * not used before; then the page or the deed.
 */
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/digest.h"
#include "base/log.h"
#include "web/console/export.h"
#include "web/console/inside.h"

enum { TEXT_MOST = 1000 };
enum { COL_SESSION, COL_NAME, COL_ROLES, COL_COUNTS };

/* ---- for pages ------------------------------------------------------------- */

const char *
visit_field(const struct visit *v, const char *name)
{
	size_t	 i;

	for (i = 0; i < v->nfield; i++)
		if (strcmp(v->field[i].name, name) == 0)
			return v->field[i].value;
	return "";
}

const char *
visit_argument(const struct visit *v, const char *name)
{
	return request_argument(v->request, name);
}

static int
wants_json(const struct visit *v)
{
	return strcmp(visit_argument(v, "format"), "json") == 0;
}

const char *
visit_text(struct visit *v, const char *fmt, ...)
{
	char	 text[TEXT_MOST];
	va_list	 ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return arena_text(v->arena, text);
}

int
visit_refuse(struct visit *v, unsigned status, const char *say)
{
	v->status = status;
	v->say = say;
	v->grave = 1;
	return 0;
}

int
visit_mend(struct visit *v, const char *say)
{
	v->stands = !wants_json(v);
	return visit_refuse(v, 422, say);
}

struct rows *
visit_keep(struct visit *v, struct rows *rows)
{
	if (rows == NULL)
		return NULL;
	assert(v->nrows < VISIT_ROWS);
	v->rows[v->nrows++] = rows;
	return rows;
}

void
visit_drop(struct visit *v)
{
	while (v->nrows > 0)
		rows_free(&v->rows[--v->nrows]);
}

struct rows *
visit_rows(struct visit *v, enum query query, struct params *p, struct err *e)
{
	struct rows	*rows = db_run(v->db, query, p, NULL, e);

	params_free(&p);
	return visit_keep(v, rows);
}

int
visit_figures(struct visit *v, struct figures *f, struct err *e)
{
	struct rows	*rows = visit_rows(v, Q_SHOW_SETTINGS, NULL, e);

	if (rows == NULL)
		return -1;
	watch_figures(v->console->watch, f);
	setting_pauses(rows, f->pause);
	return 0;
}

int
visit_reason(struct visit *v, const char **reason)
{
	*reason = visit_field(v, "reason");
	if ((*reason)[strspn(*reason, " \t\r\n")] != '\0')
		return 1;
	visit_refuse(v, 422, "Nothing was done: give a reason; it stays in "
	    "the audit.");
	return 0;
}

int
visit_may(const struct visit *v, unsigned may)
{
	return (v->may & may) == may;
}

/* ---- who it is --------------------------------------------------------------- */

static const struct {
	const char	*role;
	unsigned	 may;
} roles[] = {
	{ "viewer", MAY_SEE },
	{ "operator", MAY_SEE | MAY_OPERATE },
	{ "reviewer", MAY_SEE | MAY_PROPOSE },
	{ "approver", MAY_SEE | MAY_PROPOSE | MAY_APPROVE },
};

enum { ROLES = sizeof(roles) / sizeof(roles[0]) };

static unsigned
may_by_roles(const char *words)
{
	unsigned	 may = 0;
	size_t		 n, i;

	for (; *words != '\0'; words += n + strspn(words + n, " ")) {
		n = strcspn(words, " ");
		for (i = 0; i < ROLES; i++)
			if (strlen(roles[i].role) == n &&
			    strncmp(words, roles[i].role, n) == 0)
				may |= roles[i].may;
		if (n == 0)
			n = 1;
	}
	return may;
}

/* A program that polls keeps no session awake. */
static int
is_poll(const struct visit *v)
{
	return request_header(v->request, "X-Poll")[0] != '\0';
}

static void
take_session(struct visit *v, const struct rows *rows)
{
	if (rows_count(rows) == 0 || !rows_bool(rows, 0, COL_COUNTS))
		return;
	v->session = rows_int(rows, 0, COL_SESSION);
	v->who = arena_text(v->arena, rows_text(rows, 0, COL_NAME));
	v->may = may_by_roles(rows_text(rows, 0, COL_ROLES));
}

static int
identify(struct visit *v, struct err *e)
{
	const struct console	*c = v->console;
	struct params		*p;
	struct rows		*rows;
	uint8_t			 d[DIGEST_SIZE];

	v->key = form_cookie(v->arena, request_header(v->request, "Cookie"),
	    c->session_cookie);
	if (*v->key == '\0')
		return 0;
	digest(v->key, strlen(v->key), d);
	p = params_new();
	params_bytea(p, (struct bytes){ d, sizeof(d) });
	params_int4(p, (int32_t)c->idle_s);
	params_int4(p, (int32_t)c->most_s);
	params_int4(p, !is_poll(v));
	rows = db_run(v->db, Q_CONSOLE_SESSION_FIND, p, NULL, e);
	params_free(&p);
	if (rows == NULL)
		return -1;
	take_session(v, rows);
	rows_free(&rows);
	return 0;
}

void
visit_cookie(struct visit *v, const char *name, const char *value,
    int64_t seconds)
{
	answer_set(v->request, "Set-Cookie", arena_printf(v->arena,
	    "%s=%s; Path=/; Max-Age=%lld; HttpOnly; SameSite=Strict%s", name,
	    value, (long long)seconds, v->console->secure ? "; Secure" :
	    ""));
}

/* ---- pages ------------------------------------------------------------------ */

/* What stands behind the row's path, or NULL. */
static const char *
behind(const char *row, const char *path)
{
	size_t	 n = strlen(row);

	if (n > 1 && row[n - 1] == '/')
		return strncmp(row, path, n) == 0 && path[n] != '\0' &&
		    strchr(path + n, '/') == NULL ? path + n : NULL;
	return strcmp(row, path) == 0 ? "" : NULL;
}

static const struct page *
find_page(struct visit *v)
{
	const struct page	*p;

	for (p = page_table; p->path != NULL; p++)
		if ((v->rest = behind(p->path, v->request->path)) != NULL)
			return p;
	return NULL;
}

/* To the sign-in, and back here afterwards; a program is told. */
static int
ask_who(struct visit *v)
{
	struct buf	 to = { 0 };

	if (wants_json(v) || is_poll(v)) {
		answer_problem(v->request, 401, "", "", "Nobody is signed in, "
		    "or the session has ended; sign in again.");
		shell_headers(v->request, v->console);
		return 0;
	}
	buf_printf(&to, "%s?to=", signin_page.path);
	html_segment(&to, shell_address(v, "format"));
	v->go = arena_text(v->arena, to.data);
	buf_release(&to);
	return 0;
}

static int
serve_page(struct visit *v, struct err *e)
{
	const struct page	*p = strcmp(v->request->path,
				    signin_page.path) == 0 ? &signin_page :
				    find_page(v);

	if (p == NULL)
		return visit_refuse(v, 404, "There is no such page.");
	v->title = p->menu;
	if (p->may != 0 && v->may == 0)
		return ask_who(v);
	if (!visit_may(v, p->may))
		return visit_refuse(v, 403, "Your role may not see this page.");
	if (p->export != NULL && export_form(v) != EXPORT_NONE)
		return export_begin(v, p->export, e);
	if (p->read(v, e) != 0)
		return -1;
	if (v->go == NULL && (v->status == 0 || v->stands))
		shell_page(v, p);
	return 0;
}

/* ---- deeds ------------------------------------------------------------------ */

int
visit_fields(struct visit *v)
{
	const char	*from = request_header(v->request, "Sec-Fetch-Site");

	if (*from != '\0' && strcmp(from, "same-origin") != 0 &&
	    strcmp(from, "none") != 0) {
		visit_refuse(v, 403, "Nothing was done: the form came from "
		    "another site.");
		return -1;
	}
	if (form_fields(v->arena, &v->request->body, v->field,
	    &v->nfield) == 0)
		return 0;
	visit_refuse(v, 400, "Nothing was done: the form cannot be read.");
	return -1;
}

/* A form of ours that is sent for the first time: 1; 0 and refused; -1. */
static int
use_form(struct visit *v, const char *path, struct err *e)
{
	uint8_t		 nonce[DIGEST_SIZE];
	struct params	*p;
	struct rows	*rows;
	int		 fresh;

	if (!form_nonce(v->key, path, visit_field(v, "token"), nonce))
		return visit_refuse(v, 403, "Nothing was done: this form is "
		    "not of your session. Open the page again.");
	p = params_new();
	params_bytea(p, (struct bytes){ nonce, sizeof(nonce) });
	params_int8(p, v->session);
	rows = db_run(v->db, Q_CONSOLE_FORM_USE, p, NULL, e);
	params_free(&p);
	if (rows == NULL)
		return -1;
	fresh = rows_count(rows) == 1;
	rows_free(&rows);
	return fresh ? 1 : visit_refuse(v, 409, "Nothing was done a second "
	    "time: this form was sent already.");
}

static const struct deed *
find_deed(const struct visit *v)
{
	const struct deed	*d;

	for (d = deed_table; d->path != NULL; d++)
		if (strcmp(d->path, v->request->path) == 0)
			return d;
	return NULL;
}

static int
serve_deed(struct visit *v, struct err *e)
{
	const struct deed	*d = find_deed(v);
	int			 rc;

	if (d == NULL)
		return visit_refuse(v, 404, "There is nothing to do here.");
	if (v->may == 0)
		return visit_refuse(v, 401, "Nothing was done: your session "
		    "has ended. Sign in again.");
	if (!visit_may(v, d->may))
		return visit_refuse(v, 403, "Nothing was done: your role may "
		    "not do this.");
	if (visit_fields(v) != 0)
		return 0;
	rc = use_form(v, d->path, e);
	if (rc <= 0)
		return rc;
	LOG(INFO, "a person acts", LOG_TEXT("who", v->who),
	    LOG_TEXT("deed", d->path));
	rc = d->act(v, e);
	if (rc == 0 && v->go == NULL && v->status == 0)
		v->status = 409;
	return rc;
}

/* ---- the answer -------------------------------------------------------------- */

static int
serve_method(struct visit *v, struct err *e)
{
	if (strcmp(v->request->method, "GET") == 0)
		return serve_page(v, e);
	if (strcmp(v->request->method, "POST") == 0)
		return serve_deed(v, e);
	answer_set(v->request, "Allow", "GET, POST");
	return visit_refuse(v, 405, "A page takes GET and POST.");
}

struct visit *
visit_new(struct db *db, struct request *r)
{
	struct visit	*v = ARENA_NEW(r->arena, struct visit);

	v->request = r;
	v->arena = r->arena;
	v->console = r->own;
	v->db = db;
	v->who = "";
	return v;
}

int
visit_serve(struct db *db, struct request *r, struct err *e)
{
	struct visit	*v = visit_new(db, r);
	int		 rc;

	rc = identify(v, e) == 0 ? serve_method(v, e) : -1;
	if (rc == 0 && r->status == 0)
		shell_said(v);
	visit_drop(v);
	return rc;
}
