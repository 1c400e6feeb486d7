/*
 * config show - the settings of each program as they are here and now, and where
 * each came from.  The programs say it themselves (-n).
 */
#include <stdio.h>
#include <string.h>

#include "base/redact.h"
#include "cli/cmd.h"
#include "cli/list.h"
#include "cli/opt.h"
#include "cli/sibling.h"

enum { COLUMNS = 5, SHORT = 3 };

static const struct heading headings[COLUMNS] = {
	{ "program", 0 }, { "key", 0 }, { "value", 0 }, { "origin", 0 },
	{ "default", 0 }
};

struct wish {
	const char	*file;
	int		 origin;
	struct list	*list;
	struct arena	*arena;
};

/* Up to a mark, which is cut away; the rest is after it. */
static char *
cut(char **at, const char *mark)
{
	char	*from = *at, *end = strstr(from, mark);

	*at = end == NULL ? from + strlen(from) : end + strlen(mark);
	if (end != NULL)
		*end = '\0';
	return from;
}

/* "key = value<TAB># origin[, default "x"]; help" */
static void
put_line(const struct wish *w, const char *program, char *line)
{
	const char	*value[COLUMNS] = { program };
	char		*at = line, *from;

	value[1] = cut(&at, " = ");
	value[2] = cut(&at, "\t# ");
	from = cut(&at, "; ");
	value[3] = cut(&from, ", default \"");
	value[4] = strcmp(value[3], "default") == 0 ? value[2] :
	    cut(&from, "\"");
	list_row(w->list, value);
}

static int
show(const struct wish *w, const char *program)
{
	const char	*words[] = { "-n", w->file == NULL ? NULL : "-c",
			    w->file, NULL };
	struct buf	 said = { 0 }, shown = { 0 };
	char		*at, *line;
	int		 status = sibling_run(program, words, &said);

	if (status == -1)
		cmd_say("config", "%s is not here, nor on the PATH", program);
	else if (status != 0)
		cmd_say("config", "%s: %s", program, said.data);
	redact(said.len == 0 ? "" : said.data, &shown);
	for (at = shown.data; status == 0 && at != NULL && *at != '\0';) {
		line = cut(&at, "\n");
		put_line(w, program, line);
	}
	buf_release(&said);
	buf_release(&shown);
	return status == 0 ? EXIT_OK : status == -1 ? EXIT_NOINPUT :
	    EXIT_CONFIG;
}

static int
show_all(const struct wish *w, int n, char **argv)
{
	int	 i, code = EXIT_OK, one;

	for (i = 0; n < 2 && sibling_names[i] != NULL; i++)
		if ((one = show(w, sibling_names[i])) != EXIT_OK)
			code = one;
	for (i = 2; i <= n; i++)
		if ((one = show(w, sibling_find(argv[i], w->arena))) != EXIT_OK)
			code = one;
	return code;
}

int
cmd_config(int argc, char **argv)
{
	struct wish		 w = { 0 };
	enum form		 form = FORM_TABLE;
	const struct opt	 opts[] = {
		{ "origin", 0, OPT_FLAG, &w.origin },
		{ "config", 'c', OPT_TEXT, &w.file },
		{ "output", 'o', OPT_FORM, &form },
		{ 0 }
	};
	int			 i, code, n = opt_parse(opts, argc, argv);

	if (n < 0)
		return EXIT_USAGE;
	if (n < 1 || strcmp(argv[1], "show") != 0)
		return cmd_choose("config", "action", n < 1 ? NULL : argv[1],
		    (const char *const []){ "show", NULL });
	w.arena = arena_new(0);
	for (i = 2, code = EXIT_OK; i <= n && code == EXIT_OK; i++)
		if (sibling_find(argv[i], w.arena) == NULL)
			code = sibling_none("config", argv[i], w.arena);
	if (code == EXIT_OK) {
		w.list = list_open(stdout, form, headings,
		    w.origin ? COLUMNS : SHORT);
		code = show_all(&w, n, argv);
		list_close(&w.list);
		if (form_is_table(form))
			cmd_next("sixthkey %s", w.origin ? "doctor" :
			    "config show --origin");
	}
	arena_free(&w.arena);
	return code;
}
