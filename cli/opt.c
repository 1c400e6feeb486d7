#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/cmd.h"
#include "cli/list.h"
#include "cli/opt.h"
#include "cli/tint.h"

enum { NAMES_MAX = 24 };

static char	db_name[] = "SIXTHKEY_DB", submit_name[] = "SIXTHKEY_SUBMIT";
static char	operator_name[] = "SIXTHKEY_OPERATOR_DB";
static char	control_name[] = "SIXTHKEY_CONTROL";
static char	key_name[] = "SIXTHKEY_KEY";
static char	color_name[] = "SIXTHKEY_COLOR";

static const struct opt settings[] = {
	{ "db", 0, OPT_SETTING, db_name },
	{ "operator-db", 0, OPT_SETTING, operator_name },
	{ "submit", 0, OPT_SETTING, submit_name },
	{ "control", 0, OPT_SETTING, control_name },
	{ "key", 0, OPT_SETTING, key_name },
	{ "color", 0, OPT_SETTING, color_name },
	{ 0 }
};

/* What is being read: the words, and where we are in them. */
struct words {
	const struct opt	*opts;
	int			 argc, at;
	char			**argv;
};

static const struct opt *
find_in(const struct opt *o, const char *name, size_t n, char letter)
{
	for (; o->name != NULL; o++)
		if (n != 0 ? strlen(o->name) == n &&
		    strncmp(o->name, name, n) == 0 :
		    o->letter != 0 && o->letter == letter)
			return o;
	return NULL;
}

static const struct opt *
find(const struct words *w, const char *name, size_t n, char letter)
{
	const struct opt *o = find_in(w->opts, name, n, letter);

	return o != NULL ? o : find_in(settings, name, n, letter);
}

static int
unknown(const struct words *w, const char *word)
{
	const char	*names[NAMES_MAX + 1] = { NULL }, *near;
	size_t		 i, n = 0;

	for (i = 0; w->opts[i].name != NULL && n < NAMES_MAX; i++)
		names[n++] = w->opts[i].name;
	for (i = 0; settings[i].name != NULL && n < NAMES_MAX; i++)
		names[n++] = settings[i].name;
	near = text_nearest(word + strspn(word, "-"), names);
	if (near != NULL)
		cmd_misused(w->argv[0], "no option \"%s\"; did you mean "
		    "\"--%s\"?", word, near);
	else
		cmd_misused(w->argv[0], "no option \"%s\"", word);
	return -1;
}

static int
misused_color(const struct words *w, const char *value)
{
	cmd_misused(w->argv[0], "--color takes auto, always or never, not "
	    "\"%s\"", value);
	return -1;
}

static int
assign_form(const struct words *w, enum form *form, const char *value)
{
	if ((*form = form_parse(value)) != FORM_NONE)
		return 0;
	cmd_misused(w->argv[0], "-o takes " FORM_WORDS ", not \"%s\"", value);
	return -1;
}

static int
assign(const struct words *w, const struct opt *o, const char *value)
{
	switch (o->type) {
	case OPT_FLAG:
		*(int *)o->target = 1;
		return 0;
	case OPT_NUMBER:
		if (text_number(value, 0, INT32_MAX, o->target) == 0)
			return 0;
		cmd_misused(w->argv[0], "--%s takes a number, not \"%s\"",
		    o->name, value);
		return -1;
	case OPT_FORM:
		return assign_form(w, o->target, value);
	case OPT_SETTING:
		if (o->target == color_name && !tint_knows(value))
			return misused_color(w, value);
		return setenv(o->target, value, 1);
	default:
		*(const char **)o->target = value;
		return 0;
	}
}

/* `value` is what is stuck to the option, or NULL. */
static int
take(struct words *w, const struct opt *o, const char *value)
{
	int	bare = o->type == OPT_FLAG || o->type == OPT_MAYBE;

	if (o->type == OPT_FLAG && value != NULL) {
		cmd_misused(w->argv[0], "--%s takes no value", o->name);
		return -1;
	}
	if (value == NULL && !bare) {
		if (w->at + 1 >= w->argc) {
			cmd_misused(w->argv[0], "--%s needs a value", o->name);
			return -1;
		}
		value = w->argv[++w->at];
	}
	return assign(w, o, value != NULL ? value : "");
}

static int
take_long(struct words *w, const char *word)
{
	size_t			 n = strcspn(word + 2, "=");
	const struct opt	*o = find(w, word + 2, n, 0);

	if (o == NULL)
		return unknown(w, word);
	return take(w, o, word[2 + n] == '=' ? word + 3 + n : NULL);
}

static int
take_short(struct words *w, const char *word)
{
	const struct opt	*o = find(w, "", 0, word[1]);

	if (o == NULL)
		return unknown(w, word);
	return take(w, o, word[2] != '\0' ? word + 2 : NULL);
}

static int
is_option(const char *word)
{
	return word[0] == '-' && word[1] != '\0';
}

static int
take_option(struct words *w)
{
	const char	*word = w->argv[w->at];

	return word[1] == '-' ? take_long(w, word) : take_short(w, word);
}

int
opt_parse(const struct opt *opts, int argc, char **argv)
{
	struct words	w = { opts, argc, 1, argv };
	int		n = 0, only_operands = 0;

	for (; w.at < argc; w.at++) {
		if (only_operands || !is_option(argv[w.at]))
			argv[++n] = argv[w.at];
		else if (strcmp(argv[w.at], "--") == 0)
			only_operands = 1;
		else if (take_option(&w) != 0)
			return -1;
	}
	return n;
}

int
opt_leading(const struct opt *opts, int argc, char **argv)
{
	struct words	w = { opts, argc, 1, argv };

	for (; w.at < argc && is_option(argv[w.at]); w.at++)
		if (take_option(&w) != 0)
			return -1;
	return w.at;
}
