/*
 * help - how to call a verb, and what a call that is none should have been.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "cli/cmd.h"
#include "cli/opt.h"

enum { VERBS_MAX = 100 };

static const char options[] =
    "Options of every verb:\n"
    "  --db CONNINFO      the database          (SIXTHKEY_DB)\n"
    "  --operator-db CONNINFO  for verbs that change something: --db where\n"
    "                     there is none         (SIXTHKEY_OPERATOR_DB)\n"
    "  --submit ENDPOINT  where events go       (SIXTHKEY_SUBMIT)\n"
    "  --control ENDPOINT the broker's control  (SIXTHKEY_CONTROL)\n"
    "  --key FILE         our key, for a broker that wants one (SIXTHKEY_KEY)\n"
    "  --color WHEN       auto, always or never (NO_COLOR)\n"
    "  -h, --help         how to call a verb\n"
    "\n"
    "Exit: 0 done, 1 the answer is no, 64 wrong call, 65 refused input,\n"
    "66 no such file or organisation, 69 unavailable, 70 a fault of ours,\n"
    "73 cannot write, 75 try later, 77 not allowed, 78 wrong setting.\n";

const struct cmd *
cmd_find(const char *name)
{
	const struct cmd *c;

	for (c = cmd_table; c->name != NULL; c++)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

static void	say(const char *, const char *, va_list)
		    __attribute__((format(printf, 2, 0)));

static void
say(const char *verb, const char *fmt, va_list ap)
{
	fprintf(stderr, "sixthkey %s: ", verb);
	vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
}

void
cmd_say(const char *verb, const char *fmt, ...)
{
	va_list	ap;

	va_start(ap, fmt);
	say(verb, fmt, ap);
	va_end(ap);
}

void
cmd_next(const char *fmt, ...)
{
	va_list	ap;

	fflush(stdout);
	fputs("\nNext:  ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
}

static void
put_usage(const struct cmd *c, FILE *out)
{
	fprintf(out, "usage: sixthkey %s%s%s\n", c->name,
	    *c->usage == '\0' ? "" : " ", c->usage);
}

int
cmd_misused(const char *verb, const char *fmt, ...)
{
	const struct cmd	*c = cmd_find(verb);
	va_list			 ap;

	va_start(ap, fmt);
	say(verb, fmt, ap);
	va_end(ap);
	if (c != NULL)
		put_usage(c, stderr);
	return EXIT_USAGE;
}

int
cmd_choose(const char *verb, const char *what, const char *word,
    const char *const *names)
{
	const char	*near = word == NULL ? NULL : text_nearest(word, names);
	struct buf	 b = { 0 };
	size_t		 i;

	if (word != NULL)
		buf_printf(&b, "no %s \"%s\"; ", what, word);
	if (near != NULL)
		buf_printf(&b, "did you mean \"%s\"?", near);
	for (i = 0; near == NULL && names[i] != NULL; i++)
		buf_printf(&b, "%s%s", i == 0 ? "say " : names[i + 1] == NULL ?
		    " or " : ", ", names[i]);
	cmd_misused(verb, "%s", b.data);
	buf_release(&b);
	return EXIT_USAGE;
}

static int
no_verb(const char *word)
{
	const char	*names[VERBS_MAX];
	const char	*near;
	size_t		 i;

	for (i = 0; cmd_table[i].name != NULL && i < VERBS_MAX - 1; i++)
		names[i] = cmd_table[i].name;
	names[i] = NULL;
	fprintf(stderr, "sixthkey: no verb \"%s\"", word);
	near = text_nearest(word, names);
	if (near != NULL)
		fprintf(stderr, "; did you mean \"%s\"?", near);
	fputs("\nsixthkey help lists them\n", stderr);
	return EXIT_USAGE;
}

static int
help_verb(const struct cmd *c)
{
	put_usage(c, stdout);
	printf("\n%s\n", c->help);
	if (c->more != NULL)
		printf("\n%s", c->more);
	cmd_next("man sixthkey");
	return EXIT_OK;
}

static int
help_all(void)
{
	const struct cmd *c;

	puts("usage: sixthkey [OPTION...] VERB [ARGUMENT...]\n");
	for (c = cmd_table; c->name != NULL; c++)
		printf("  %-10s %s\n", c->name, c->help);
	printf("\n%s", options);
	cmd_next("sixthkey help VERB");
	return EXIT_OK;
}

int
cmd_help(int argc, char **argv)
{
	static const struct opt	 none[] = { { 0 } };
	const struct cmd	*c;
	int			 n = opt_parse(none, argc, argv);

	if (n < 0)
		return EXIT_USAGE;
	if (n == 0)
		return help_all();
	c = cmd_find(argv[1]);
	return c != NULL ? help_verb(c) : no_verb(argv[1]);
}
