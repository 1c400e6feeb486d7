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
#include "cli/opt.h"

static const enum query statements[] = { Q_SETTING_PUT, Q_NONE };

/* What `set` takes; a text where max is 0. */
static const struct key {
	const char	*name;
	int64_t		 min, max;
	const char	*help;
} keys[] = {
	{ "window_count", 1, 1000000, "messages that the broker holds" },
	{ "batch_count", 1, 10000, "messages in one frame to a worker" },
	{ "backlog_soft", 1, 1000000000, "waiting, and submitters are slowed" },
	{ "backlog_hard", 1, 1000000000, "waiting, and submitters are told "
	    "BUSY" },
	{ "live_weight", 1, 1000, "turns of the live lane" },
	{ "bulk_weight", 1, 1000, "turns of the bulk lane" },
	{ "bulk_sources", 0, 0, "beginnings of the sources in the bulk lane" },
};

enum { KEYS = sizeof(keys) / sizeof(keys[0]), TEXT_MOST = 255 };

/* One row of stage_setting, asked for in words. */
struct wish {
	const char	*verb, *reason;
	enum stage	 stage;		/* NONE: all of them */
	const char	*key, *value;
};

static const char *
place(enum stage s)
{
	return s == STAGE_NONE ? "all" : stage_name(s);
}

/* What it was, or NULL after it has said why not. */
static const char *
put(const struct wish *w, struct arena *a, int *code)
{
	struct params	*p = params_new();
	struct db	*db = NULL;
	struct rows	*rows = NULL;
	const char	*was = NULL;

	params_int4(p, (int32_t)w->stage);
	params_text(p, w->key);
	params_text(p, w->value);
	params_text(p, act_who());
	params_text(p, w->reason);
	params_text(p, arena_printf(a, "%s %s", place(w->stage), w->key));
	*code = act_open(w->verb, statements, &db);
	if (*code == EXIT_OK)
		rows = act_run(w->verb, db, Q_SETTING_PUT, p, code);
	if (rows != NULL)
		was = arena_text(a, rows_text(rows, 0, 0));
	rows_free(&rows);
	params_free(&p);
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
		{ "reason", 0, OPT_TEXT, &w->reason },
		{ 0 }
	};
	int			 code;

	w->verb = argv[0];
	if ((*n = opt_parse(opts, argc, argv)) < 0)
		return EXIT_USAGE;
	*at = name_at(*n, argv);
	if (*at > *n)
		return cmd_misused(w->verb, "name the stage, or all");
	code = read_stage(w->verb, argv[*at], &w->stage);
	if (code == EXIT_OK)
		code = act_reason(w->verb, w->reason);
	++*at;
	return code;
}

static int
turn(int argc, char **argv, const char *value, const char *did,
    const char *next)
{
	struct arena	*a = arena_new(0);
	struct wish	 w = { .key = "paused", .value = value };
	int		 n, at, code = read_wish(argc, argv, &w, &n, &at);
	const char	*was;

	if (code == EXIT_OK && at <= n)
		code = cmd_misused(w.verb, "takes one stage");
	if (code == EXIT_OK && (was = put(&w, a, &code)) != NULL)
		printf("%s %s%s\nNext:  sixthkey %s %s%s\n", did,
		    place(w.stage), strcmp(*was != '\0' ? was : "0",
		    value) == 0 ? " (it was so already)" : "", next,
		    strcmp(next, "status") == 0 ? "" : place(w.stage),
		    strcmp(next, "status") == 0 ? "" : " --reason \"...\"");
	arena_free(&a);
	return code;
}

int
cmd_pause(int argc, char **argv)
{
	return turn(argc, argv, "1", "Paused", "resume stage");
}

int
cmd_resume(int argc, char **argv)
{
	return turn(argc, argv, "0", "Resumed", "status");
}

static const struct key *
find_key(const char *name)
{
	size_t	i;

	for (i = 0; i < KEYS; i++)
		if (strcmp(keys[i].name, name) == 0)
			return &keys[i];
	return NULL;
}

static int
no_key(const char *word)
{
	const char	*names[KEYS + 1] = { NULL }, *near;
	size_t		 i;

	for (i = 0; i < KEYS; i++)
		names[i] = keys[i].name;
	near = text_nearest(word, names);
	return near != NULL ? cmd_misused("set", "no setting \"%s\"; did you "
	    "mean \"%s\"?", word, near) : cmd_misused("set",
	    "no setting \"%s\"; sixthkey help set lists them", word);
}

static int
in_bounds(const struct key *k, const char *value)
{
	int64_t	 n;

	if (k->max == 0)
		return strlen(value) <= TEXT_MOST ? EXIT_OK : cmd_misused(
		    "set", "%s takes at most %d bytes", k->name, TEXT_MOST);
	if (text_number(value, k->min, k->max, &n) == 0)
		return EXIT_OK;
	return cmd_misused("set", "%s (%s) takes a number from %lld to %lld, "
	    "not \"%s\"", k->name, k->help, (long long)k->min,
	    (long long)k->max, value);
}

static int
read_pair(const char *word, struct wish *w, struct arena *a)
{
	const char		*equals = strchr(word, '=');
	const char		*name;
	const struct key	*k;

	if (equals == NULL)
		return cmd_misused("set", "\"%s\" is not key=value", word);
	name = arena_textn(a, word, (size_t)(equals - word));
	if ((k = find_key(name)) == NULL)
		return no_key(name);
	w->key = k->name;
	w->value = equals + 1;
	return in_bounds(k, w->value);
}

int
cmd_set(int argc, char **argv)
{
	struct arena	*a = arena_new(0);
	struct wish	 w = { 0 };
	int		 n, at, code = read_wish(argc, argv, &w, &n, &at);
	const char	*was;

	if (code == EXIT_OK)
		code = at == n ? read_pair(argv[at], &w, a) :
		    cmd_misused("set", "takes one key=value at a time");
	if (code == EXIT_OK && (was = put(&w, a, &code)) != NULL)
		printf("%s %s: was %s, is %s\nNext:  sixthkey get settings\n",
		    place(w.stage), w.key, *was != '\0' ? was :
		    "as the broker was started", w.value);
	arena_free(&a);
	return code;
}
