/*
 * drain - ask a worker to finish what it has in hand and leave.
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "cli/act.h"
#include "cli/cmd.h"
#include "cli/identity.h"
#include "cli/link.h"
#include "cli/list.h"
#include "cli/opt.h"
#include "operations/line.h"
#include "operations/settings.h"

enum { WAIT_STEP_MS = 300 };

struct wish {
	const char	*node, *reason;
	int		 wait;
	enum form	 form;		/* of what it says */
	struct key_conf	 key;
	struct arena	*arena;
};

/* By its name, or by how its instance begins; it may be one alone. */
static const struct worker_report *
find(const struct wish *w, const struct line_view *v, int *n)
{
	const struct worker_report	*found = NULL, *r;
	size_t				 i;

	for (*n = 0, i = 0; i < v->report.nworker; i++) {
		r = &v->report.worker[i];
		if (strcmp(r->name, w->node) == 0 ||
		    strncmp(r->instance, w->node, strlen(w->node)) == 0) {
			found = r;
			++*n;
		}
	}
	return found;
}

static int
no_node(const struct wish *w, int n)
{
	if (n > 1)
		return cmd_misused("drain", "%d workers are called \"%s\"; "
		    "sixthkey get nodes tells them apart", n, w->node);
	cmd_say("drain", "there is no worker \"%s\"; sixthkey get nodes "
	    "lists them", w->node);
	return EXIT_NOINPUT;
}

static int
ask(const struct wish *w, struct line_view *v)
{
	line_ask(v, &w->key, getenv("SIXTHKEY_CONTROL"), w->arena);
	return v->there ? EXIT_OK : link_failed("drain", &v->why);
}

static int
order(const struct wish *w, const char *instance)
{
	struct setting	 set = { .key = arena_printf(w->arena, "drain:%.*s",
			    LINE_NODE, instance), .value = "1",
			    .who = act_who(), .reason = w->reason };
	const char	*was;
	struct db	*db = NULL;
	struct err	 e = { 0 };
	int		 code = act_open("drain", setting_queries, &db);

	if (code == EXIT_OK &&
	    setting_put(db, &set, &was, w->arena, &e) != 0)
		code = act_failed("drain", &e);
	db_close(&db);
	return code;
}

/* Until the broker knows it no more. */
static int
wait_gone(struct wish *w, const char *instance)
{
	struct line_view	 v;
	int			 n, code;

	w->node = instance;
	while ((code = ask(w, &v)) == EXIT_OK && find(w, &v, &n) != NULL)
		poll(NULL, 0, WAIT_STEP_MS);
	if (code == EXIT_OK && w->form == FORM_TABLE)
		puts("It has left.");
	return code;
}

static void
put_row(const struct wish *w, const struct worker_report *r)
{
	static const struct heading	headings[] = {
		{ "node", 0 }, { "name", 0 }, { "stage", 0 },
		{ "in_flight", 1 }, { "left", 0 }
	};

	list_one(stdout, w->form, headings, 5, (const char *const []){
	    arena_textn(w->arena, r->instance, LINE_NODE), r->name,
	    stage_name(r->stage), arena_printf(w->arena, "%u",
	    (unsigned)r->in_flight), w->wait ? "yes" : "no" });
}

static int
drain(struct wish *w)
{
	const struct worker_report	*r;
	struct line_view		 v;
	const char			*instance;
	int				 n, code = ask(w, &v);

	if (code != EXIT_OK)
		return code;
	r = find(w, &v, &n);
	if (n != 1)
		return no_node(w, n);
	instance = arena_text(w->arena, r->instance);
	code = order(w, instance);
	if (code == EXIT_OK && w->form == FORM_TABLE)
		printf("%s of %s is asked to leave; it finishes the %u "
		    "messages that it has\n", r->name, stage_name(r->stage),
		    (unsigned)r->in_flight);
	if (code == EXIT_OK && w->wait)
		code = wait_gone(w, instance);
	if (code == EXIT_OK && w->form == FORM_TABLE)
		cmd_next("sixthkey get nodes");
	else if (code == EXIT_OK)
		put_row(w, r);
	return code;
}

int
cmd_drain(int argc, char **argv)
{
	struct wish		 w = { .form = FORM_TABLE };
	const struct opt	 opts[] = {
		{ "reason", 0, OPT_TEXT, &w.reason },
		{ "wait", 0, OPT_FLAG, &w.wait },
		{ "output", 'o', OPT_FORM, &w.form },
		{ 0 }
	};
	int			 code, n = opt_parse(opts, argc, argv);

	if (n < 0)
		return EXIT_USAGE;
	if (n == 2 && strcmp(argv[1], "node") == 0)
		argv[1] = argv[2];
	else if (n != 1)
		return cmd_misused("drain", "name one worker");
	if ((code = act_reason("drain", w.reason)) != EXIT_OK ||
	    (code = identity_load("drain", &w.key)) != EXIT_OK)
		return code;
	w.node = argv[1];
	w.arena = arena_new(0);
	code = drain(&w);
	arena_free(&w.arena);
	return code;
}
