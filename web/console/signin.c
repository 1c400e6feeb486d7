/*
 * Who is it?  A password is proved in the porter's thread, so that nobody waits
 * for it; right and wrong names take as long, and get the same words.
 */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/secret.h"
#include "web/console/inside.h"

enum { DOOR_SECONDS = 1800, NAME_MOST = 40, PASSWORD_MOST = 1000 };
enum { COL_PERSON, COL_ROLES, COL_VERIFIER };

/* ---- the page ---------------------------------------------------------------- */

/* Where to go afterwards: a path of ours.  To a browser a backslash is a slash,
 * and tabs and line ends are nothing at all. */
static const char *
aim(const char *to)
{
	const char	*c = to;

	while (*c > ' ' && *c < 0x7f && *c != '\\')
		c++;
	return to[0] == '/' && to[1] != '/' && *c == '\0' ? to : "/";
}

/* The form is bound to a cookie of its own, for there is no session yet.  One
 * that is there stays: the page may be open twice. */
static void
bind_form(struct visit *v)
{
	char	 fresh[SECRET_HEX];

	v->key = form_cookie(v->arena, request_header(v->request, "Cookie"),
	    v->console->door_cookie);
	if (strlen(v->key) == SECRET_HEX - 1)
		return;
	secret_new(fresh);
	v->key = arena_text(v->arena, fresh);
	visit_cookie(v, v->console->door_cookie, v->key, DOOR_SECONDS);
}

static int
read_signin(struct visit *v, struct err *e)
{
	(void)e;
	v->title = "Sign in";
	if (v->may != 0) {
		v->go = "/";
		return 0;
	}
	bind_form(v);
	v->say = *form_cookie(v->arena, request_header(v->request, "Cookie"),
	    v->console->session_cookie) == '\0' ? "Sign in to see the line at "
	    "work." : "Your session has ended. Sign in again.";
	return 0;
}

/* Of the address, or of the form that did not do. */
static const char *
asked(struct visit *v, const char *name)
{
	return v->nfield > 0 ? visit_field(v, name) : visit_argument(v, name);
}

static void
write_signin(struct visit *v, struct buf *out)
{
	page_form(v, out, signin_page.path, "signin");
	html_add(out, "<input type=\"hidden\" name=\"to\" value=\"%s\">\n"
	    "<p><label for=\"name\">Name</label>"
	    "<input id=\"name\" name=\"name\" autocomplete=\"username\" "
	    "maxlength=\"40\" value=\"%s\" required autofocus></p>\n",
	    aim(asked(v, "to")), visit_field(v, "name"));
	buf_text(out, "<p><label for=\"password\">Password</label>"
	    "<input id=\"password\" name=\"password\" type=\"password\" "
	    "autocomplete=\"current-password\" required></p>\n"
	    "<p><button>Sign in</button></p></form>\n"
	    "<p class=\"quiet\">No name yet? Who runs this line gives you one: "
	    "<code>sixthkey people add NAME --role viewer</code></p>\n");
}

static void
list_nothing(struct visit *v, struct json *j)
{
	(void)v;
	(void)j;
}

const struct page signin_page = {
	"/signin", NULL, 0, read_signin, write_signin, list_nothing, NULL
};

/* ---- at the porter's ------------------------------------------------------------ */

/* The person's number where the password is theirs, 0 where not, -1. */
static int64_t
prove(struct visit *v, const char *name, const char *password, struct err *e)
{
	struct params	*p = params_new();
	struct rows	*rows;
	int64_t		 person = 0;
	int		 right;

	params_text(p, name);
	rows = db_run(v->db, Q_CONSOLE_PERSON_FIND, p, NULL, e);
	params_free(&p);
	if (rows == NULL)
		return -1;
	if (rows_count(rows) == 1)
		person = rows_int(rows, 0, COL_PERSON);
	right = secret_proves(password, person != 0 ?
	    rows_text(rows, 0, COL_VERIFIER) : "");
	rows_free(&rows);
	return right ? person : 0;
}

static int
enter(struct visit *v, int64_t person, struct err *e)
{
	struct params	*p = params_new();
	struct rows	*rows;
	char		 secret[SECRET_HEX];
	uint8_t		 d[DIGEST_SIZE];

	secret_new(secret);
	digest(secret, strlen(secret), d);
	params_int8(p, person);
	params_bytea(p, (struct bytes){ d, sizeof(d) });
	rows = db_run(v->db, Q_CONSOLE_SESSION_PUT, p, NULL, e);
	params_free(&p);
	if (rows == NULL)
		return -1;
	rows_free(&rows);
	visit_cookie(v, v->console->session_cookie, arena_text(v->arena,
	    secret), v->console->most_s);
	v->go = aim(visit_field(v, "to"));
	return 0;
}

static int
refuse_wait(struct visit *v, int64_t wait_ms)
{
	long long	 seconds = (long long)(wait_ms + 999) / 1000;

	answer_set(v->request, "Retry-After", arena_printf(v->arena, "%lld",
	    seconds));
	return visit_refuse(v, 429, visit_text(v, "Too many attempts with "
	    "this name; try again in %lld second%s.", seconds,
	    seconds == 1 ? "" : "s"));
}

static int
try_to_enter(struct visit *v, struct err *e)
{
	const char	*name = visit_field(v, "name"),
			*password = visit_field(v, "password");
	struct attempts	*a = &v->console->attempts;
	int64_t		 wait = attempts_wait(a, name, clock_ms()), person;

	if (wait > 0)
		return refuse_wait(v, wait);
	if (strlen(name) > NAME_MOST || strlen(password) > PASSWORD_MOST)
		return visit_refuse(v, 400, "Such a name or password is too "
		    "long.");
	person = prove(v, name, password, e);
	if (person < 0)
		return -1;
	attempts_note(a, name, person > 0, clock_ms());
	LOG(INFO, person > 0 ? "a person has signed in" :
	    "somebody could not sign in", LOG_TEXT("who", name));
	return person > 0 ? enter(v, person, e) : visit_refuse(v, 403,
	    "Name and password do not fit. Nobody is signed in.");
}

/* Inside; or the form again, and why. */
static void
answer_entry(struct visit *v)
{
	if (v->go != NULL) {
		shell_said(v);
		return;
	}
	bind_form(v);
	shell_page(v, &signin_page);
}

int
signin_serve(struct db *db, struct request *r, struct err *e)
{
	struct visit	*v = visit_new(db, r);
	uint8_t		 nonce[DIGEST_SIZE];

	v->title = "Sign in";
	v->key = form_cookie(v->arena, request_header(r, "Cookie"),
	    v->console->door_cookie);
	if (visit_fields(v) == 0) {
		if (!form_nonce(v->key, signin_page.path,
		    visit_field(v, "token"), nonce))
			visit_refuse(v, 403, "Nobody is signed in: the form "
			    "was too old. This one is new.");
		else if (try_to_enter(v, e) != 0)
			return -1;
	}
	answer_entry(v);
	return 0;
}

int
signin_leave(struct visit *v, struct err *e)
{
	struct params	*p = params_new();
	struct rows	*rows;

	params_int8(p, v->session);
	rows = db_run(v->db, Q_CONSOLE_SESSION_END, p, NULL, e);
	params_free(&p);
	if (rows == NULL)
		return -1;
	rows_free(&rows);
	visit_cookie(v, v->console->session_cookie, "", 0);
	v->go = signin_page.path;
	return 0;
}
