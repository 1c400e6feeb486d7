/*
 * pause, resume, set - what may be changed at a stage while it runs.  The
 * broker looks for it in the database about every second.
 */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/act.h"
#include "cli/cmd.h"
#include "cli/list.h"
#include "cli/opt.h"
#include "operations/settings.h"

struct wish {
	const char	*verb;
	struct setting	 setting;
	enum form	 form;		/* of what it says */
};

/* A row for programs; 0: it is for people. */
static int
told(const struct wish *w, const char *was)
{
	static const struct heading	headings[] = {
		{ "stage", 0 }, { "setting", 0 }, { "was", 0 }, { "is", 0 }
	};

	if (w->form == FORM_TABLE)
		return 0;
	list_one(stdout, w->form, headings, 4, (const char *const []){
	    setting_place(w->setting.stage), w->setting.key, was,
	    w->setting.value });
	return 1;
}

static const char *
place(const struct wish *w)
{
	return setting_place(w->setting.stage);
}

/* What it was, or NULL after it has said why not. */
static const char *
put(struct wish *w, struct arena *a, int *code)
{
	struct db	*db = NULL;
	struct err	 e = { 0 };
	const char	*was = NULL;

	w->setting.who = act_who();
	*code = act_open(w->verb, setting_queries, &db);
	if (*code == EXIT_OK &&
	    setting_put(db, &w->setting, &was, a, &e) != 0)
		*code = act_failed(w->verb, &e);
	db_close(&db);
	return was;
}

static int
read_stage(const char *verb, const char *word, enum stage *stage)
{
	*stage = STAGE_NONE;
	return strcmp(word, "all") == 0 ? EXIT_OK :
	    act_stage(verb, word, 1, stage);
}

/* "stage NAME …" or "NAME …": where NAME stands in argv. */
static int
name_at(int n, char **argv)
{
	return n > 1 && strcmp(argv[1], "stage") == 0 ? 2 : 1;
}

/* Options and the stage; the operands behind it begin at *at. */
static int
read_wish(int argc, char **argv, struct wish *w, int *n, int *at)
{
	const struct opt	 opts[] = {
		{ "output", 'o', OPT_FORM, &w->form },
		{ "reason", 0, OPT_TEXT, &w->setting.reason },
		{ 0 }
	};
	int			 code;

	w->verb = argv[0];
	w->form = FORM_TABLE;
	if ((*n = opt_parse(opts, argc, argv)) < 0)
		return EXIT_USAGE;
	*at = name_at(*n, argv);
	if (*at > *n)
		return cmd_misused(w->verb, "name the stage, or all");
	code = read_stage(w->verb, argv[*at], &w->setting.stage);
	if (code == EXIT_OK)
		code = act_reason(w->verb, w->setting.reason);
	++*at;
	return code;
}

static int
turn(int argc, char **argv, const char *value, const char *did,
    struct wish *w)
{
	struct arena	*a = arena_new(0);
	int		 n, at, code;
	const char	*was;

	w->setting = (struct setting){ .key = "paused", .value = value };
	code = read_wish(argc, argv, w, &n, &at);
	if (code == EXIT_OK && at <= n)
		code = cmd_misused(w->verb, "takes one stage");
	if (code == EXIT_OK && (was = put(w, a, &code)) != NULL &&
	    !told(w, was))
		printf("%s %s%s\n", did, place(w), strcmp(*was != '\0' ?
		    was : "0", value) == 0 ? " (it was so already)" : "");
	arena_free(&a);
	return code;
}

int
cmd_pause(int argc, char **argv)
{
	struct wish	 w;
	int		 code = turn(argc, argv, "1", "Paused", &w);

	if (code == EXIT_OK && w.form == FORM_TABLE)
		cmd_next("sixthkey resume stage %s --reason \"...\"",
		    place(&w));
	return code;
}

int
cmd_resume(int argc, char **argv)
{
	struct wish	 w;
	int		 code = turn(argc, argv, "0", "Resumed", &w);

	if (code == EXIT_OK && w.form == FORM_TABLE)
		cmd_next("sixthkey status");
	return code;
}

static int
no_key(const char *word, struct arena *a)
{
	const char	**names, *near;
	size_t		  n = 0;

	while (setting_keys[n].name != NULL)
		n++;
	names = ARENA_ARRAY(a, n + 1, const char *);
	while (n-- > 0)
		names[n] = setting_keys[n].name;
	near = text_nearest(word, names);
	return near != NULL ? cmd_misused("set", "no setting \"%s\"; did you "
	    "mean \"%s\"?", word, near) : cmd_misused("set",
	    "no setting \"%s\"; sixthkey help set lists them", word);
}

static int
read_pair(const char *word, struct setting *s, struct arena *a)
{
	const char			*equals = strchr(word, '=');
	const char			*name, *fault;
	const struct setting_key	*k;

	if (equals == NULL)
		return cmd_misused("set", "\"%s\" is not key=value", word);
	name = arena_textn(a, word, (size_t)(equals - word));
	if ((k = setting_find(name)) == NULL)
		return no_key(name, a);
	s->key = k->name;
	s->value = equals + 1;
	fault = setting_fault(k, s->value, a);
	return fault == NULL ? EXIT_OK : cmd_misused("set", "%s", fault);
}

int
cmd_set(int argc, char **argv)
{
	struct arena	*a = arena_new(0);
	struct wish	 w = { 0 };
	int		 n, at, code = read_wish(argc, argv, &w, &n, &at);
	const char	*was = NULL;

	if (code == EXIT_OK)
		code = at == n ? read_pair(argv[at], &w.setting, a) :
		    cmd_misused("set", "takes one key=value at a time");
	if (code == EXIT_OK && (was = put(&w, a, &code)) != NULL &&
	    !told(&w, was)) {
		printf("%s %s: was %s, is %s\n", place(&w), w.setting.key,
		    *was != '\0' ? was : "as the broker was started",
		    w.setting.value);
		cmd_next("sixthkey get settings");
	}
	arena_free(&a);
	return code;
}
