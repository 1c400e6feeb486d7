/*
 * retry, discard - what to do with messages that were put aside.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "cli/act_bulk.h"
#include "cli/cmd.h"
#include "cli/opt.h"

enum { STEP = 1000 };		/* messages in one transaction */

static const enum query statements[] = {
	Q_OPERATION_PUT, Q_OPERATION_FIND, Q_OPERATION_CLASSES,
	Q_OPERATION_RETRY, Q_OPERATION_DISCARD, Q_OPERATION_CANCEL, Q_NODE_PUT,
	Q_NONE
};

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

/* Records name the process that made them; this is one for a moment. */
static int
introduce(struct bulk_run *r, int32_t *node)
{
	char		 instance[33];
	struct params	*p;
	struct rows	*rows;
	int		 code;

	*node = 0;
	if (!r->bulk->records)
		return EXIT_OK;
	clock_instance(instance);
	p = params_new();
	params_text(p, instance);
	params_text(p, "sixthkey");
	params_text(p, act_who());
	params_text(p, SIXTHKEY_VERSION);
	rows = act_run(r->bulk->verb, r->db, Q_NODE_PUT, p, &code);
	params_free(&p);
	if (rows != NULL)
		*node = (int32_t)rows_int(rows, 0, 0);
	rows_free(&rows);
	return code;
}

static int
step_failed(const struct bulk_run *r, const char *snapshot,
    const struct err *e)
{
	int	code;

	if (strstr(e->text, "operation_step_pkey") != NULL) {
		cmd_say(r->bulk->verb, "somebody else is working on %s; "
		    "sixthkey get audit shows how far it is", snapshot);
		return EXIT_LATER;
	}
	code = act_failed(r->bulk->verb, e);
	if (e->kind == ERR_AGAIN)
		cmd_say(r->bulk->verb, "the same command goes on where this "
		    "one stopped");
	return code;
}

static void
print_end(const struct bulk_run *r, const struct bulk_state *s,
    const char *snapshot)
{
	printf("%s %lld of %lld messages (%s)", r->bulk->did,
	    (long long)s->done, (long long)s->count, snapshot);
	if (s->skipped != 0)
		printf("; %lld skipped: they have changed since the snapshot",
		    (long long)s->skipped);
	if (s->left == 0) {
		printf("\nNext:  sixthkey %s\n", r->bulk->after);
		return;
	}
	printf("; %lld left\nTo go on:  ", (long long)s->left);
	bulk_command(r, s, snapshot);
}

static int
work(struct bulk_run *r, struct bulk_state *s, const char *snapshot)
{
	struct params	*p = params_new();
	struct err	 e = { 0 };
	struct rows	*rows = NULL;
	int32_t		 node;
	int		 code = introduce(r, &node);

	params_int8(p, s->id);
	params_text(p, act_who());
	params_text(p, *r->wish.reason != '\0' ? r->wish.reason : s->reason);
	params_int4(p, STEP);
	if (r->bulk->records)
		params_int4(p, node);
	while (code == EXIT_OK && s->left > 0 && !interrupted()) {
		rows = db_run(r->db, r->bulk->step, p, NULL, &e);
		if (rows == NULL) {
			code = step_failed(r, snapshot, &e);
		} else if (rows_count(rows) == 0) {
			code = EXIT_LATER;	/* cancelled meanwhile */
		} else {
			s->done += rows_int(rows, 0, 0);
			s->skipped += rows_int(rows, 0, 1);
			s->left = s->count - s->done - s->skipped;
		}
		rows_free(&rows);
	}
	params_free(&p);
	print_end(r, s, snapshot);
	if (code == EXIT_OK && s->left > 0)
		code = EXIT_LATER;
	return code == EXIT_OK && s->done == 0 ? EXIT_NO : code;
}

/* ---- what was asked for --------------------------------------------------- */

static int
confirmed(const struct bulk_run *r, const struct bulk_state *s)
{
	const struct bulk_wish	*w = &r->wish;

	if (s->count <= BULK_FREE || w->confirm == s->count ||
	    (s->count < BULK_TYPED && w->yes))
		return EXIT_OK;
	if (s->count < BULK_TYPED)
		return cmd_misused(r->bulk->verb, "nothing done: these are "
		    "%lld messages; say --yes", (long long)s->count);
	return cmd_misused(r->bulk->verb, "nothing done: these are %lld "
	    "messages; type --confirm %lld", (long long)s->count,
	    (long long)s->count);
}

static int
fits(const struct bulk_run *r, const struct bulk_state *s,
    const char *snapshot)
{
	if (strcmp(s->verb, r->bulk->verb) != 0)
		return cmd_misused(r->bulk->verb, "nothing done: %s is a "
		    "snapshot for %s", snapshot, s->verb);
	if (!s->cancelled)
		return EXIT_OK;
	cmd_say(r->bulk->verb, "nothing done: %s was cancelled", snapshot);
	return EXIT_NO;
}

/* Go on with what a preview has bound. */
static int
go_on(struct bulk_run *r)
{
	const char		*snapshot = r->wish.snapshot;
	struct bulk_state	 s;
	int			 code = bulk_find(r, snapshot, &s);

	if (code == EXIT_OK)
		code = fits(r, &s, snapshot);
	if (code != EXIT_OK)
		return code;
	if (s.left == 0) {
		print_end(r, &s, snapshot);
		return EXIT_OK;
	}
	code = confirmed(r, &s);
	return code == EXIT_OK ? work(r, &s, snapshot) : code;
}

static int
cancel(struct bulk_run *r)
{
	const char		*snapshot = r->wish.cancel;
	struct params		*p;
	struct bulk_state	 s;
	struct rows		*rows;
	int			 code = bulk_find(r, snapshot, &s);

	if (code == EXIT_OK)
		code = fits(r, &s, snapshot);
	if (code != EXIT_OK)
		return code;
	p = params_new();
	params_int8(p, s.id);
	params_text(p, act_who());
	params_text(p, *r->wish.reason != '\0' ? r->wish.reason : s.reason);
	rows = act_run(r->bulk->verb, r->db, Q_OPERATION_CANCEL, p, &code);
	params_free(&p);
	rows_free(&rows);
	if (code == EXIT_OK)
		printf("Cancelled %s: %lld of %lld messages were done, %lld "
		    "are left as they were\nNext:  sixthkey get aside\n",
		    snapshot, (long long)s.done, (long long)s.count,
		    (long long)s.left);
	return code;
}

/* One message that was named by its id needs no second look. */
static int
begin(struct bulk_run *r)
{
	const char		*snapshot = "";
	struct bulk_state	 s;
	int			 code = act_reason(r->bulk->verb,
				    r->wish.reason);

	if (code == EXIT_OK)
		code = bulk_bind(r, &snapshot);
	if (code == EXIT_OK)
		code = bulk_find(r, snapshot, &s);
	if (code != EXIT_OK)
		return code;
	if (s.count == BULK_FREE && r->wish.event != 0)
		return work(r, &s, snapshot);
	return bulk_preview(r, &s, snapshot);
}

static int
run(const struct bulk *b, const struct bulk_wish *w)
{
	struct bulk_run	 r = { .bulk = b, .wish = *w };
	int		 code = act_open(b->verb, statements, &r.db);

	if (code != EXIT_OK)
		return code;
	hold_interrupts();
	r.arena = arena_new(0);
	if (*w->cancel != '\0')
		code = cancel(&r);
	else if (*w->snapshot != '\0')
		code = go_on(&r);
	else
		code = begin(&r);
	arena_free(&r.arena);
	db_close(&r.db);
	return code;
}

/* Words to values.  What was not said is dead letters, or whatever the event
 * is. */
static int
settle(const struct bulk *b, const char *stage, const char *verdict,
    struct bulk_wish *w)
{
	int	bound = *w->snapshot != '\0' || *w->cancel != '\0';
	int	code = EXIT_OK;

	if (bound && (stage != NULL || verdict != NULL || w->event != 0 ||
	    *w->class != '\0' || *w->exclude != '\0' || *w->since != '\0'))
		return cmd_misused(b->verb, "a snapshot says itself which "
		    "messages: give no filter with it");
	if (stage != NULL)
		code = act_stage(b->verb, stage, 0, &w->stage);
	if (code != EXIT_OK)
		return code;
	w->verdict = w->event != 0 ? VERDICT_NONE : VERDICT_DEAD;
	if (verdict == NULL)
		return EXIT_OK;
	w->verdict = act_verdict(verdict);
	return w->verdict != VERDICT_NONE ? EXIT_OK : cmd_misused(b->verb,
	    "--verdict takes dead, retry or parked, not \"%s\"", verdict);
}

static int
bulk_main(const struct bulk *b, int argc, char **argv)
{
	const char		*stage = NULL, *verdict = NULL;
	struct bulk_wish	 w = { .class = "", .exclude = "",
				    .since = "", .reason = "",
				    .snapshot = "", .cancel = "",
				    .confirm = BULK_UNSAID };
	const struct opt	 opts[] = {
		{ "stage", 0, OPT_TEXT, &stage },
		{ "verdict", 0, OPT_TEXT, &verdict },
		{ "event", 0, OPT_NUMBER, &w.event },
		{ "class", 0, OPT_TEXT, &w.class },
		{ "exclude-class", 0, OPT_TEXT, &w.exclude },
		{ "since", 0, OPT_TEXT, &w.since },
		{ "reason", 0, OPT_TEXT, &w.reason },
		{ "snapshot", 0, OPT_TEXT, &w.snapshot },
		{ "cancel", 0, OPT_TEXT, &w.cancel },
		{ "yes", 0, OPT_FLAG, &w.yes },
		{ "confirm", 0, OPT_NUMBER, &w.confirm },
		{ 0 }
	};
	int			 code = opt_parse(opts, argc, argv);

	if (code < 0)
		return EXIT_USAGE;
	if (code > 0)
		return cmd_misused(b->verb, "takes options alone; a message is "
		    "named by --event ID");
	code = settle(b, stage, verdict, &w);
	return code == EXIT_OK ? run(b, &w) : code;
}

int
cmd_retry(int argc, char **argv)
{
	static const struct bulk b = { "retry", "Would retry", "Sent again",
	    "status --wait", Q_OPERATION_RETRY, 0 };

	return bulk_main(&b, argc, argv);
}

int
cmd_discard(int argc, char **argv)
{
	static const struct bulk b = { "discard", "Would discard", "Discarded",
	    "status", Q_OPERATION_DISCARD, 1 };

	return bulk_main(&b, argc, argv);
}
