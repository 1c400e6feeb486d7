/*
 * retry, discard, replay - what is done to many at once: to messages that were
 * put aside, or to organisations.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "cli/act.h"
#include "cli/bulk_ask.h"
#include "cli/bulk_told.h"
#include "cli/cmd.h"
#include "cli/kept_discard.h"
#include "cli/replay_line.h"
#include "operations/aside.h"
#include "operations/bulk.h"

/* A verb at work. */
struct run {
	const struct bulk	*bulk;
	const char		*after;		/* what to call next */
	struct bulk_ask	 wish;
	struct db		*db;
	struct arena		*arena;
	struct bulk_state	 state;
	struct replay_line	*line;		/* of a replay */
};

static struct bulk_who
who_acts(const struct run *r)
{
	return (struct bulk_who){ act_who(), r->wish.reason };
}

static struct bulk_work
work_of(struct run *r)
{
	return (struct bulk_work){ r->db, r->bulk, &r->state, who_acts(r), 0,
	    r->line == NULL ? NULL : &r->line->line };
}

static struct bulk_told
told(const struct run *r)
{
	return (struct bulk_told){ r->bulk, &r->state, r->wish.form };
}

/* ---- what there is -------------------------------------------------------- */

static int
find(struct run *r, const char *snapshot)
{
	struct err	 e = { 0 };
	int		 found = bulk_read(r->db, snapshot, r->arena,
			    &r->state, &e);

	if (found < 0)
		return act_failed(r->bulk->verb, &e);
	if (found)
		return EXIT_OK;
	cmd_say(r->bulk->verb, "nothing done: there is no snapshot \"%s\"; "
	    "sixthkey get operations lists them", snapshot);
	return EXIT_NOINPUT;
}

static int
bind_wish(struct run *r, const char **snapshot)
{
	struct bulk_who	 who = who_acts(r);
	struct err	 e = { 0 };

	if (bulk_bind(r->db, r->bulk, &r->wish.which, &who, r->arena,
	    snapshot, &e) != 0)
		return act_failed(r->bulk->verb, &e);
	if (*snapshot != NULL)
		return EXIT_OK;
	cmd_say(r->bulk->verb, "nothing done: no %s %s; sixthkey get %s lists "
	    "what there is", r->bulk->replays ? "organisation is there" :
	    "message is", bulk_filter(r->bulk, &r->wish.which, r->arena),
	    r->bulk->replays ? "events" : "aside");
	return EXIT_NO;
}

/* ---- the steps ------------------------------------------------------------ */

/* Ctrl-C is looked for between two steps, never within one. */
static int
interrupted(void)
{
	sigset_t	 set;

	return sigpending(&set) == 0 && sigismember(&set, SIGINT) == 1;
}

static void
hold_interrupts(void)
{
	sigset_t	 set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigprocmask(SIG_BLOCK, &set, NULL);
}

static int
step_failed(const struct run *r, const struct err *e)
{
	int	code;

	if (bulk_is_taken(e)) {
		cmd_say(r->bulk->verb, "somebody else is working on %s; "
		    "sixthkey get audit shows how far it is",
		    r->state.snapshot);
		return EXIT_LATER;
	}
	code = act_failed(r->bulk->verb, e);
	if (e->kind == ERR_AGAIN)
		cmd_say(r->bulk->verb, "the same command goes on where this "
		    "one stopped");
	return code;
}

static int
work_on(struct run *r)
{
	struct bulk_work	 w = work_of(r);
	struct err		 e = { 0 };
	struct bulk_told	 t = told(r);
	int			 code = EXIT_OK, rc = bulk_begin(&w, &e);

	if (rc == 0)
		for (rc = 1; rc == 1 && !interrupted();)
			rc = bulk_step(&w, &e);
	if (rc < 0)
		code = step_failed(r, &e);
	bulk_told_end(&t, r->after);
	if (code == EXIT_OK && r->state.left > 0)
		code = EXIT_LATER;	/* cancelled meanwhile, or stopped */
	return code == EXIT_OK && r->state.done == 0 ? EXIT_NO : code;
}

/* Who submits is there before the first step. */
static int
work(struct run *r)
{
	struct replay_line	 line;
	int			 code;

	if (!r->bulk->replays)
		return work_on(r);
	code = replay_line_open(&line);
	if (code != EXIT_OK)
		return code;
	r->line = &line;
	code = work_on(r);
	r->line = NULL;
	replay_line_close(&line);
	return code;
}

/* ---- what was asked for --------------------------------------------------- */

static int
confirmed(const struct run *r)
{
	const struct bulk_ask	*w = &r->wish;
	long long		 n = (long long)r->state.count;

	if (n <= BULK_FREE || w->confirm == n || (n < BULK_TYPED && w->yes))
		return EXIT_OK;
	if (n < BULK_TYPED)
		return cmd_misused(r->bulk->verb, "nothing done: these are "
		    "%lld %s; say --yes", n, bulk_noun(r->bulk));
	if (w->confirm != BULK_UNSAID)
		return cmd_misused(r->bulk->verb, "nothing done: these are "
		    "%lld %s, not %lld", n, bulk_noun(r->bulk), (long long)w->confirm);
	return cmd_misused(r->bulk->verb, "nothing done: these are %lld "
	    "%s; type --confirm %lld", n, bulk_noun(r->bulk), n);
}

static int
fits(const struct run *r)
{
	const struct bulk_state	*s = &r->state;

	if (strcmp(s->verb, r->bulk->verb) != 0)
		return cmd_misused(r->bulk->verb, "nothing done: %s is a "
		    "snapshot for %s", s->snapshot, s->verb);
	if (!s->cancelled)
		return EXIT_OK;
	cmd_say(r->bulk->verb, "nothing done: %s was cancelled", s->snapshot);
	return EXIT_NO;
}

/* Go on with what a preview has bound. */
static int
go_on(struct run *r)
{
	struct bulk_told	 t = told(r);
	int			 code = find(r, r->wish.snapshot);

	if (code == EXIT_OK)
		code = fits(r);
	if (code != EXIT_OK)
		return code;
	if (r->state.left == 0) {
		bulk_told_end(&t, r->after);
		return EXIT_OK;
	}
	code = confirmed(r);
	return code == EXIT_OK ? work(r) : code;
}

static int
cancel(struct run *r)
{
	struct bulk_work	 w = work_of(r);
	struct bulk_told	 t = told(r);
	struct err		 e = { 0 };
	int			 code = find(r, r->wish.cancel);

	if (code == EXIT_OK)
		code = fits(r);
	if (code != EXIT_OK)
		return code;
	if (bulk_cancel(&w, &e) != 0)
		return act_failed(r->bulk->verb, &e);
	r->state.cancelled = 1;
	bulk_told_cancelled(&t);
	return EXIT_OK;
}

/* One message that was named by its id needs no second look. */
static int
begin(struct run *r)
{
	struct bulk_told	 t = told(r);
	const char		*snapshot = NULL;
	int			 code = act_reason(r->bulk->verb,
				    r->wish.reason);

	if (code == EXIT_OK)
		code = bind_wish(r, &snapshot);
	if (code == EXIT_OK)
		code = find(r, snapshot);
	if (code != EXIT_OK)
		return code;
	return r->state.count == BULK_FREE && r->wish.which.event != 0 ?
	    work(r) : bulk_told_preview(&t, r->db);
}

static int
run(struct run *r)
{
	int	 code = act_open(r->bulk->verb, bulk_queries, &r->db);

	if (code != EXIT_OK)
		return code;
	hold_interrupts();
	if (*r->wish.cancel != '\0')
		code = cancel(r);
	else if (*r->wish.snapshot != '\0')
		code = go_on(r);
	else
		code = begin(r);
	db_close(&r->db);
	return code;
}

static int
bulk_main(const struct bulk *b, const char *after, int argc, char **argv)
{
	struct run	 r = { .bulk = b, .after = after };
	int		 code;

	r.arena = arena_new(0);
	code = b->replays ? bulk_ask_replay(&r.wish, argc, argv, r.arena) :
	    bulk_ask_read(&r.wish, argc, argv, r.arena);
	if (code == EXIT_OK)
		code = run(&r);
	arena_free(&r.arena);
	return code;
}

int
cmd_retry(int argc, char **argv)
{
	return bulk_main(&bulk_retry, "status --wait", argc, argv);
}

int
cmd_replay(int argc, char **argv)
{
	return bulk_main(&bulk_replay, "status --wait", argc, argv);
}

int
cmd_discard(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "reject") == 0)
		return kept_discard(argc - 1, argv + 1);
	return bulk_main(&bulk_discard, "status", argc, argv);
}
