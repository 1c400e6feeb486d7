/*
 * keys - who may connect to the broker: make a key, list them, change one for
 * another, revoke one.
 *
 * A folder (--dir) holds the broker's key pair, keys/NAME.pub for everybody
 * who may connect, and revoked/ for who may no longer.  The broker sees a
 * change within a second.  Secrets are written once, into a file of mode 0600
 * that is carried to where it is used.
 */
#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/cmd.h"
#include "cli/key_new.h"
#include "cli/key_rotate.h"
#include "cli/link.h"
#include "cli/list.h"
#include "cli/opt.h"
#include "cli/token.h"
#include "proto/keyring.h"

enum { SHORT = 16, DIR_BYTES = 512, OVERLAP_HOURS = 7 * 24 };

/* What is asked for, in the words of the command line. */
struct asked {
	struct key_wish	 wish;
	const char	*operand;	/* of the action; NULL: it has none */
	const char	*kinds, *reason;
	int64_t		 overlap;	/* hours */
	enum form	 form;
	char		 folder[DIR_BYTES];	/* of the keys */
};

static const struct heading headings[] = {
	{ "name", 0 }, { "role", 0 }, { "for", 0 }, { "key", 0 },
	{ "since", 0 },
};

static int
is_public(const struct dirent *d)
{
	return keyring_ending(d->d_name) != NULL;
}

static void
print_key(struct list *out, const char *path, const struct key *k)
{
	char		 brief[SHORT + 1], since[16] = "";
	const char	*what = k->role == ROLE_WORKER ?
			    stage_name(k->stage) : k->sources;
	const char	*values[] = { k->name, key_role_name(k->role), what,
			    brief, since };
	struct stat	 st;
	struct tm	 tm;

	snprintf(brief, sizeof(brief), "%.*s", SHORT, k->public);
	if (stat(path, &st) == 0 && gmtime_r(&st.st_mtime, &tm) != NULL)
		strftime(since, sizeof(since), "%Y-%m-%d", &tm);
	list_row(out, values);
}

static int
list_folder(const char *folder, struct dirent **file, int n, enum form form)
{
	struct list	*out = list_open(stdout, form, headings,
			    sizeof(headings) / sizeof(headings[0]));
	struct key	 k;
	struct err	 e;
	char		 path[PATH_BYTES];
	int		 i, code = EXIT_OK;

	for (i = 0; i < n; i++) {
		if (keyring_read(folder, file[i]->d_name, &k, &e) != 0) {
			cmd_say("keys", "%s", e.text);
			code = EXIT_NO;
			continue;
		}
		snprintf(path, sizeof(path), "%s/%s", folder,
		    file[i]->d_name);
		print_key(out, path, &k);
	}
	list_close(&out);
	if (form_is_table(form))
		cmd_next("sixthkey keys new ROLE");
	return code;
}

static int
list_keys(struct asked *q)
{
	struct dirent	**file;
	int		 i, n, code;

	n = scandir(q->folder, &file, is_public, alphasort);
	if (n < 0) {
		cmd_say("keys", "%s: %s", q->folder, strerror(errno));
		return EXIT_NOINPUT;
	}
	code = list_folder(q->folder, file, n, q->form);
	for (i = 0; i < n; i++)
		free(file[i]);
	free(file);
	return code;
}

/* "did you mean", among the files of the folder. */
static int
no_such_key(const char *folder, const char *name)
{
	enum { NAMES = 64 };
	const char	*names[NAMES + 1] = { NULL }, *near;
	struct dirent	**file;
	int		 i, n = scandir(folder, &file, is_public, alphasort);

	for (i = 0; i < n; i++) {
		*strrchr(file[i]->d_name, '.') = '\0';
		if (i < NAMES)
			names[i] = file[i]->d_name;
	}
	near = text_nearest(name, names);
	if (near != NULL)
		cmd_say("keys", "%s has no key \"%s\"; did you mean \"%s\"?",
		    folder, name, near);
	else
		cmd_say("keys", "%s has no key \"%s\"", folder, name);
	for (i = 0; i < n; i++)
		free(file[i]);
	if (n >= 0)
		free(file);
	return EXIT_NOINPUT;
}

/* What was once let in is kept, so that an old log can still be read. */
static int
revoke_key(struct asked *q)
{
	const char	*name = q->operand;
	char		 file[KEY_NAME_MAX + 8], from[PATH_BYTES],
			 to[PATH_BYTES], revoked[PATH_BYTES];
	struct key	 k;
	struct err	 e;

	if (!key_name_valid(name))
		return no_such_key(q->folder, name);
	snprintf(file, sizeof(file), "%s.pub", name);
	snprintf(from, sizeof(from), "%s/%s", q->folder, file);
	if (access(from, F_OK) != 0)
		return no_such_key(q->folder, name);
	if (keyring_read(q->folder, file, &k, &e) != 0)
		k = (struct key){ .public = "unreadable" };
	snprintf(revoked, sizeof(revoked), "%s/revoked", q->wish.dir);
	snprintf(to, sizeof(to), "%s/revoked/%s-%.*s.pub", q->wish.dir, name,
	    SHORT, k.public);
	if ((mkdir(revoked, 0755) != 0 && errno != EEXIST) ||
	    rename(from, to) != 0) {
		cmd_say("keys", "%s: %s", to, strerror(errno));
		return EXIT_CANTCREATE;
	}
	cmd_say("keys", "%s is revoked; the broker stops serving it within a "
	    "second", name);
	cmd_next("sixthkey keys list --dir %s", q->wish.dir);
	return EXIT_OK;
}

static int
make_key(struct asked *q)
{
	q->wish.role = q->operand;
	return key_new(&q->wish);
}

static int
rotate_key(struct asked *q)
{
	return key_rotate(&q->wish, q->operand);
}

static int
make_token(struct asked *q)
{
	return token_new(q->wish.sources, q->kinds);
}

static int
list_tokens(struct asked *q)
{
	return token_list(q->form);
}

static int
rotate_token(struct asked *q)
{
	return token_renew(q->operand, q->overlap, q->reason);
}

static int
revoke_token(struct asked *q)
{
	return token_revoke(q->operand);
}

/* The first that fits counts. */
static const struct action {
	const char	*name, *of;	/* pattern of the operand, or NULL */
	int		(*run)(struct asked *);
} actions[] = {
	{ "new", "token", make_token },
	{ "new", "*", make_key },
	{ "list", NULL, list_keys },
	{ "tokens", NULL, list_tokens },
	{ "rotate", "sk_*", rotate_token },
	{ "rotate", "*", rotate_key },
	{ "revoke", "sk_*", revoke_token },
	{ "revoke", "*", revoke_key },
};

static int
act(const char *name, struct asked *q)
{
	const struct action	*x;
	size_t			 i;

	for (i = 0; i < sizeof(actions) / sizeof(actions[0]); i++) {
		x = &actions[i];
		if (strcmp(name, x->name) == 0 &&
		    (x->of == NULL) == (q->operand == NULL) &&
		    (x->of == NULL || fnmatch(x->of, q->operand, 0) == 0))
			return x->run(q);
	}
	return cmd_misused("keys", "new ROLE, new token, "
	    "list, tokens, rotate NAME, or revoke NAME");
}

int
cmd_keys(int argc, char **argv)
{
	struct asked	 q = { .wish.dir = "/etc/sixthkey",
			    .overlap = OVERLAP_HOURS, .form = FORM_TABLE };
	struct key_wish	*w = &q.wish;
	const struct opt opts[] = {
		{ "kinds", 0, OPT_TEXT, &q.kinds },
		{ "dir", 0, OPT_TEXT, &w->dir },
		{ "name", 0, OPT_TEXT, &w->name },
		{ "stage", 0, OPT_TEXT, &w->stage },
		{ "source", 0, OPT_TEXT, &w->sources },
		{ "broker", 0, OPT_TEXT, &w->door[KEY_DOOR_BROKER] },
		{ "workers", 0, OPT_TEXT, &w->door[KEY_DOOR_WORKERS] },
		{ "submit", 0, OPT_TEXT, &w->door[KEY_DOOR_SUBMIT] },
		{ "control", 0, OPT_TEXT, &w->door[KEY_DOOR_CONTROL] },
		{ "db", 0, OPT_TEXT, &w->db },
		{ "out", 0, OPT_TEXT, &w->out },
		{ "public", 0, OPT_TEXT, &w->public },
		{ "overlap", 0, OPT_NUMBER, &q.overlap },
		{ "reason", 0, OPT_TEXT, &q.reason },
		{ "output", 'o', OPT_FORM, &q.form },
		{ 0 }
	};
	int		 n = opt_parse(opts, argc, argv);

	if (n < 0)
		return EXIT_USAGE;
	if (strlen(w->dir) + sizeof("/keys") > sizeof(q.folder))
		return cmd_misused("keys", "--dir is too long");
	snprintf(q.folder, sizeof(q.folder), "%s/keys", w->dir);
	q.operand = n == 2 ? argv[2] : NULL;
	return act(n == 1 || n == 2 ? argv[1] : "", &q);
}
