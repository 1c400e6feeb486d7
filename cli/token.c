#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "cli/act.h"
#include "cli/cmd.h"
#include "cli/token.h"
#include "operations/token.h"
#include "proto/event.h"

enum { KINDS_BYTES = 500, KIND_BYTES = 64, HOUR = 3600 };
enum {
	COL_NAME, COL_SOURCE, COL_KINDS, COL_DIGEST, COL_SINCE, COL_WHO,
	COL_ENDS
};

static const enum query statements[] = {
	Q_TOKEN_PUT, Q_TOKEN_LIST, Q_TOKEN_REVOKE, Q_TOKEN_ROTATE, Q_NONE
};

static const struct heading headings[] = {
	{ "token", 0 }, { "source", 0 }, { "kinds", 0 }, { "since", 0 },
	{ "by", 0 }, { "ends", 0 },
};

static int
no_kind(const char *word)
{
	const char	*known[KIND_COUNT] = { NULL }, *near;
	unsigned	 k;

	for (k = KIND_NONE + 1; k < KIND_COUNT; k++)
		known[k - 1] = event_kind_name((enum event_kind)k);
	near = text_nearest(word, known);
	return cmd_misused("keys", "--kinds: \"%s\" is no kind of event%s%s%s",
	    word, near == NULL ? "" : "; did you mean \"",
	    near == NULL ? "" : near, near == NULL ? "" : "\"?");
}

/* "a,b" or "a b" to "a b"; every one is a kind. */
static int
read_kinds(const char *kinds, char out[KINDS_BYTES])
{
	char	 word[KIND_BYTES];
	size_t	 n, len = 0;

	out[0] = '\0';
	for (; *kinds != '\0'; kinds += n + strspn(kinds + n, ", ")) {
		n = strcspn(kinds, ", ");
		snprintf(word, sizeof(word), "%.*s", (int)n, kinds);
		if (event_kind_parse(word) == KIND_NONE)
			return no_kind(word);
		if (len + n + 2 > KINDS_BYTES)
			return cmd_misused("keys", "--kinds is too long");
		len += (size_t)snprintf(out + len, KINDS_BYTES - len, "%s%s",
		    len == 0 ? "" : " ", word);
	}
	return len > 0 ? EXIT_OK : cmd_misused("keys", "--kinds is empty");
}

static int
check_source(const char *s)
{
	size_t	 n = s == NULL ? 0 : strlen(s);

	if (n >= 2 && n <= EVENT_ID_MAX && s[0] == '/' && s[n - 1] != '/' &&
	    strpbrk(s, " \t\r\n") == NULL)
		return EXIT_OK;
	return cmd_misused("keys", "--source is \"%s\"; expected one like "
	    "/inspections/x", n == 0 ? "" : s);
}

static int
put(const struct token_made *t, const char *source, const char *kinds)
{
	struct params	*p = params_new();
	struct db	*db;
	struct rows	*rows;
	int		 code = act_open("keys", statements, &db);

	params_text(p, t->name);
	params_text(p, source);
	params_text(p, kinds);
	params_bytea(p, (struct bytes){ t->digest, DIGEST_SIZE });
	params_text(p, act_who());
	if (code == EXIT_OK) {
		rows = act_run("keys", db, Q_TOKEN_PUT, p, &code);
		rows_free(&rows);
		db_close(&db);
	}
	params_free(&p);
	return code;
}

int
token_new(const char *source, const char *kinds)
{
	char			 all[KINDS_BYTES] = "*";
	struct token_made	 t;
	int			 code = check_source(source);

	if (code == EXIT_OK && kinds != NULL)
		code = read_kinds(kinds, all);
	if (code != EXIT_OK)
		return code;
	token_make(&t);
	code = put(&t, source, all);
	if (code == EXIT_OK) {
		puts(t.text);
		cmd_say("keys", "this is shown once; it counts within a "
		    "second");
		cmd_next("send events to sixthkey-web with the header "
		    "Authorization: Bearer TOKEN");
	}
	token_forget(&t);
	return code;
}

/* As much of it as there is before its secret, without the prefix. */
static void
bare_name(const char *word, char out[TOKEN_NAME + 1])
{
	snprintf(out, TOKEN_NAME + 1, "%.*s", TOKEN_NAME,
	    word + strlen(TOKEN_PREFIX));
}

static int
no_such_token(const char *name, const char *also)
{
	cmd_say("keys", "there is no token " TOKEN_PREFIX "%s%s; sixthkey keys "
	    "tokens lists them", name, also);
	return EXIT_NOINPUT;
}

static int
say_rotated(const struct rows *r, const struct token_made *t,
    const char *old)
{
	if (rows_count(r) == 0)
		return no_such_token(old, ", or it ends already");
	puts(t->text);
	cmd_say("keys", "this is shown once, is for %s and counts within a "
	    "second; " TOKEN_PREFIX "%s counts until %s", rows_text(r, 0, 0),
	    old, rows_text(r, 0, 1));
	cmd_next("once the source sends with the new one: sixthkey keys revoke "
	    TOKEN_PREFIX "%s", old);
	return EXIT_OK;
}

int
token_renew(const char *name, int64_t hours, const char *reason)
{
	char			 bare[TOKEN_NAME + 1];
	struct token_change	 c = { bare, 0, act_who(), reason };
	struct token_made	 t;
	struct db		*db;
	struct rows		*rows;
	struct err		 e = { 0 };
	int			 code = act_reason("keys", reason);

	if (code == EXIT_OK && hours > TOKEN_OVERLAP_MAX / HOUR)
		code = cmd_misused("keys", "--overlap takes 0 to %d hours",
		    TOKEN_OVERLAP_MAX / HOUR);
	if (code == EXIT_OK)
		code = act_open("keys", statements, &db);
	if (code != EXIT_OK)
		return code;
	c.overlap_s = hours * HOUR;
	bare_name(name, bare);
	rows = token_rotate(db, &c, &t, &e);
	code = rows == NULL ? act_failed("keys", &e) :
	    say_rotated(rows, &t, bare);
	token_forget(&t);
	rows_free(&rows);
	db_close(&db);
	return code;
}

static void
print_tokens(const struct rows *rows, enum form form)
{
	struct list	*l = list_open(stdout, form, headings,
			    sizeof(headings) / sizeof(headings[0]));
	char		 name[TOKEN_TEXT];
	size_t		 i;

	for (i = 0; i < rows_count(rows); i++) {
		const char	*values[] = { name,
				    rows_text(rows, i, COL_SOURCE),
				    rows_text(rows, i, COL_KINDS),
				    rows_text(rows, i, COL_SINCE),
				    rows_text(rows, i, COL_WHO),
				    rows_text(rows, i, COL_ENDS) };

		snprintf(name, sizeof(name), TOKEN_PREFIX "%s",
		    rows_text(rows, i, COL_NAME));
		list_row(l, values);
	}
	list_close(&l);
	if (form_is_table(form))
		cmd_next("sixthkey keys new token --source SOURCE");
}

int
token_list(enum form form)
{
	struct db	*db;
	struct rows	*rows;
	int		 code;

	code = act_open("keys", statements, &db);
	if (code != EXIT_OK)
		return code;
	rows = act_run("keys", db, Q_TOKEN_LIST, NULL, &code);
	if (rows != NULL)
		print_tokens(rows, form);
	rows_free(&rows);
	db_close(&db);
	return code;
}

int
token_revoke(const char *name)
{
	struct params	*p;
	struct db	*db;
	struct rows	*rows;
	char		 bare[TOKEN_NAME + 1];
	int		 code = act_open("keys", statements, &db);

	if (code != EXIT_OK)
		return code;
	p = params_new();
	bare_name(name, bare);
	params_text(p, bare);
	params_text(p, act_who());
	rows = act_run("keys", db, Q_TOKEN_REVOKE, p, &code);
	if (rows != NULL && rows_count(rows) == 0) {
		code = no_such_token(bare, "");
	} else if (rows != NULL) {
		cmd_say("keys", TOKEN_PREFIX "%s of %s is revoked; it is refused within a "
		    "second", bare, rows_text(rows, 0, 0));
		cmd_next("sixthkey keys tokens");
	}
	rows_free(&rows);
	params_free(&p);
	db_close(&db);
	return code;
}
