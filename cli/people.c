/*
 * people - who may sign in at the console, and as what.
 */
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/secret.h"
#include "base/text.h"
#include "cli/act.h"
#include "cli/cmd.h"
#include "cli/list.h"
#include "cli/opt.h"

enum { PASSWORD_LEAST = 12, PASSWORD_MOST = 1000, NAME_MOST = 40,
    ROLES_MOST = 80 };

static const enum query statements[] = {
	Q_PERSON_PUT, Q_PERSON_LIST, Q_PERSON_REVOKE, Q_NONE
};

static const char *const roles[] = {
	"viewer", "operator", "reviewer", "approver", NULL
};

/* What was asked for. */
struct wish {
	const char	*name, *role, *reason;
	enum form	 form;
};

/* ---- the password -------------------------------------------------------- */

static int
read_line(char *out, size_t size)
{
	size_t	 n;

	if (fgets(out, (int)size, stdin) == NULL)
		return -1;
	n = strcspn(out, "\r\n");
	if (out[n] == '\0' && n == size - 1)
		return -1;
	out[n] = '\0';
	return 0;
}

/* Without echo, and given back as it was. */
static int
ask(const char *prompt, char *out, size_t size)
{
	struct termios	 before, silent;
	int		 rc;

	tcgetattr(STDIN_FILENO, &before);
	silent = before;
	silent.c_lflag &= ~(tcflag_t)ECHO;
	silent.c_lflag |= ECHONL;
	fputs(prompt, stderr);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
	rc = read_line(out, size);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
	return rc;
}

static int
ask_twice(char *out, size_t size)
{
	char	 again[PASSWORD_MOST];
	int	 same;

	if (ask("Password: ", out, size) != 0 ||
	    ask("Again: ", again, sizeof(again)) != 0)
		return cmd_misused("people", "no password was given");
	same = strcmp(out, again) == 0;
	explicit_bzero(again, sizeof(again));
	return same ? EXIT_OK : cmd_misused("people", "these are two "
	    "different passwords; nothing done");
}

static int
read_password(char *out, size_t size)
{
	int	 code = EXIT_OK;

	if (isatty(STDIN_FILENO))
		code = ask_twice(out, size);
	else if (read_line(out, size) != 0)
		code = cmd_misused("people", "no password on standard input");
	if (code == EXIT_OK && (strlen(out) < PASSWORD_LEAST ||
	    !text_utf8(out, strlen(out))))
		code = cmd_misused("people", "a password has at least %d "
		    "characters; nothing done", PASSWORD_LEAST);
	return code;
}

/* ---- add ------------------------------------------------------------------ */

/* "viewer,operator" to "viewer operator"; every one is known. */
static int
read_roles(const char *words, char out[ROLES_MOST])
{
	char	 word[ROLES_MOST];
	size_t	 n, i, len = 0;

	out[0] = '\0';
	for (; *words != '\0'; words += n + strspn(words + n, ", ")) {
		n = strcspn(words, ", ");
		snprintf(word, sizeof(word), "%.*s", (int)n, words);
		for (i = 0; roles[i] != NULL && strcmp(roles[i], word) != 0;)
			i++;
		if (roles[i] == NULL || len + n + 2 > ROLES_MOST)
			return cmd_misused("people", "--role takes viewer, "
			    "operator, reviewer or approver, not \"%s\"", word);
		len += (size_t)snprintf(out + len, ROLES_MOST - len, "%s%s",
		    len == 0 ? "" : " ", word);
	}
	return len > 0 ? EXIT_OK : cmd_misused("people", "give a role: "
	    "--role viewer, operator, reviewer or approver");
}

static int
check_name(const char *s)
{
	size_t	 n = strlen(s);

	if (n > 0 && n <= NAME_MOST && strchr("._-", s[0]) == NULL &&
	    strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789._-") == n)
		return EXIT_OK;
	return cmd_misused("people", "\"%s\" is no name here: small letters, "
	    "digits and . _ -, at most %d", s, NAME_MOST);
}

static int
put(const struct wish *w, const char *all, const char *verifier)
{
	struct params	*p = params_new();
	struct db	*db = NULL;
	struct rows	*rows = NULL;
	int		 code = act_open("people", statements, &db);

	params_text(p, w->name);
	params_text(p, all);
	params_text(p, verifier);
	params_text(p, act_who());
	params_text(p, w->reason);
	if (code == EXIT_OK)
		rows = act_run("people", db, Q_PERSON_PUT, p, &code);
	params_free(&p);
	if (rows != NULL && rows_count(rows) == 0) {
		cmd_say("people", "nothing done: %s may sign in already; to "
		    "change role or password, revoke and add", w->name);
		code = EXIT_NO;
	} else if (rows != NULL) {
		printf("%s may sign in at the console as %s\n", w->name, all);
		cmd_next("sixthkey people list");
	}
	rows_free(&rows);
	db_close(&db);
	return code;
}

static int
people_add(const struct wish *w)
{
	char	 password[PASSWORD_MOST], verifier[SECRET_VERIFIER],
		 all[ROLES_MOST];
	int	 code = check_name(w->name);

	if (code == EXIT_OK)
		code = read_roles(w->role, all);
	if (code == EXIT_OK)
		code = read_password(password, sizeof(password));
	if (code == EXIT_OK)
		secret_verifier(password, verifier);
	explicit_bzero(password, sizeof(password));
	return code == EXIT_OK ? put(w, all, verifier) : code;
}

/* ---- list, revoke ---------------------------------------------------------- */

static int
people_list(const struct wish *w)
{
	static const struct heading	 headings[] = {
		{ "name", 0 }, { "roles", 0 }, { "since", 0 }, { "by", 0 }
	};
	enum { COLUMNS = sizeof(headings) / sizeof(headings[0]) };
	struct db	*db = NULL;
	struct rows	*rows = NULL;
	struct list	*l;
	size_t		 i;
	int		 c, code = act_open("people", statements, &db);

	if (code == EXIT_OK)
		rows = act_run("people", db, Q_PERSON_LIST, NULL, &code);
	if (rows != NULL) {
		l = list_open(stdout, w->form, headings, COLUMNS);
		for (i = 0; i < rows_count(rows); i++) {
			const char	*value[COLUMNS];

			for (c = 0; c < COLUMNS; c++)
				value[c] = rows_text(rows, i, c);
			list_row(l, value);
		}
		list_close(&l);
		if (form_is_table(w->form))
			cmd_next("sixthkey people add NAME --role ROLE");
	}
	rows_free(&rows);
	db_close(&db);
	return code;
}

static int
people_revoke(const struct wish *w)
{
	struct params	*p = params_new();
	struct db	*db = NULL;
	struct rows	*rows = NULL;
	int		 code = act_open("people", statements, &db);

	params_text(p, w->name);
	params_text(p, act_who());
	params_text(p, w->reason);
	if (code == EXIT_OK)
		rows = act_run("people", db, Q_PERSON_REVOKE, p, &code);
	params_free(&p);
	if (rows != NULL && rows_count(rows) == 0) {
		cmd_say("people", "there is nobody called \"%s\"; sixthkey "
		    "people list shows who there is", w->name);
		code = EXIT_NOINPUT;
	} else if (rows != NULL) {
		printf("%s may not sign in any more (was %s); sessions have "
		    "ended\n", w->name, rows_text(rows, 0, 0));
		cmd_next("sixthkey people list");
	}
	rows_free(&rows);
	db_close(&db);
	return code;
}

static const struct {
	const char	*name;
	int		 operands;
	int		(*run)(const struct wish *);
} actions[] = {
	{ "add", 2, people_add },
	{ "list", 1, people_list },
	{ "revoke", 2, people_revoke },
};

int
cmd_people(int argc, char **argv)
{
	struct wish		 w = { .form = FORM_TABLE, .name = "", .role = "",
				    .reason = "who may sign in has changed" };
	const struct opt	 opts[] = {
		{ "role", 0, OPT_TEXT, &w.role },
		{ "reason", 0, OPT_TEXT, &w.reason },
		{ "output", 'o', OPT_FORM, &w.form },
		{ 0 }
	};
	int			 n = opt_parse(opts, argc, argv);
	size_t			 i;

	if (n < 0)
		return EXIT_USAGE;
	for (i = 0; n > 0 && i < sizeof(actions) / sizeof(actions[0]); i++) {
		if (strcmp(argv[1], actions[i].name) != 0)
			continue;
		if (n != actions[i].operands)
			break;
		w.name = n == 2 ? argv[2] : "";
		return actions[i].run(&w);
	}
	return cmd_misused("people", "say add NAME, list or revoke NAME");
}
