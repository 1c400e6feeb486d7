#include <inttypes.h>
#include <stdio.h>

#include "cli/act.h"
#include "cli/bulk_told.h"
#include "cli/cmd.h"
#include "operations/aside.h"

enum { NUMBER = 24 };

/* "sixthkey retry --snapshot s-1a --yes", a line on standard output. */
static void
print_command(const struct bulk_told *t)
{
	const struct bulk_state	*s = t->state;

	printf("sixthkey %s --snapshot %s", t->bulk->verb, s->snapshot);
	if (s->count >= BULK_TYPED)
		printf(" --confirm %" PRId64 "\n", s->count);
	else
		puts(s->count > BULK_FREE ? " --yes" : "");
}

static int
will_fail(const struct bulk_told *t, const struct rows *rows, size_t i)
{
	return !t->bulk->records && rows_bool(rows, i, BULK_AGAIN);
}

static void
print_sorts(const struct bulk_told *t, const struct rows *rows)
{
	size_t	i;

	for (i = 0; i < rows_count(rows); i++)
		printf("%7" PRId64 "  %s at %s: %s%s\n",
		    rows_int(rows, i, BULK_COUNT),
		    aside_state((enum verdict)rows_int(rows, i, BULK_VERDICT)),
		    stage_name((enum stage)rows_int(rows, i, BULK_STAGE)),
		    rows_text(rows, i, BULK_CLASS),
		    will_fail(t, rows, i) ? "   <- will fail again" : "");
}

static void
list_sorts(const struct bulk_told *t, const struct rows *rows)
{
	static const struct heading	headings[] = {
		{ "snapshot", 0 }, { "messages", 1 }, { "state", 0 },
		{ "stage", 0 }, { "fails_again", 0 }, { "error", 0 }
	};
	struct list	*l = list_open(stdout, t->form, headings, 6);
	char		 count[NUMBER];
	size_t		 i;

	for (i = 0; i < rows_count(rows); i++) {
		snprintf(count, sizeof(count), "%" PRId64,
		    rows_int(rows, i, BULK_COUNT));
		list_row(l, (const char *const []){ t->state->snapshot, count,
		    aside_word((enum verdict)rows_int(rows, i, BULK_VERDICT)),
		    stage_name((enum stage)rows_int(rows, i, BULK_STAGE)),
		    will_fail(t, rows, i) ? "yes" : "no",
		    rows_text(rows, i, BULK_CLASS) });
	}
	list_close(&l);
}

static void
print_head(const struct bulk_told *t)
{
	const struct bulk_state	*s = t->state;
	struct arena		*a = arena_new(0);

	printf("%s %s %s, as of %s UTC (snapshot %s)\n", t->bulk->would,
	    bulk_things(t->bulk, s->left, "message", a), s->filter, s->at,
	    s->snapshot);
	if (t->bulk->replays)
		puts("Their ratings are made anew from what is recorded; who "
		    "comes out the same gets no new version.");
	arena_free(&a);
}

static void
put_state(const struct bulk_told *t)
{
	const struct heading	 headings[] = {
		{ "snapshot", 0 }, { "verb", 0 }, { bulk_noun(t->bulk), 1 },
		{ "done", 1 }, { "skipped", 1 }, { "left", 1 },
		{ "cancelled", 0 }
	};
	const struct bulk_state	*s = t->state;
	const int64_t		 n[4] = { s->count, s->done, s->skipped,
				    s->left };
	char			 text[4][NUMBER];
	int			 i;

	for (i = 0; i < 4; i++)
		snprintf(text[i], NUMBER, "%" PRId64, n[i]);
	list_one(stdout, t->form, headings, 7, (const char *const []){
	    s->snapshot, s->verb, text[0], text[1], text[2], text[3],
	    s->cancelled ? "yes" : "no" });
}

int
bulk_told_preview(const struct bulk_told *t, struct db *db)
{
	const struct bulk_state	*s = t->state;
	struct err		 e = { 0 };
	struct rows		*rows = bulk_classes(db, s, &e);

	if (rows == NULL)
		return act_failed(t->bulk->verb, &e);
	if (t->form == FORM_TABLE) {
		print_head(t);
		print_sorts(t, rows);
		fputs("Nothing done. To go on:  ", stdout);
		print_command(t);
	} else if (t->form == FORM_NAME) {
		puts(s->snapshot);
	} else if (t->bulk->replays) {
		put_state(t);
	} else {
		list_sorts(t, rows);
	}
	rows_free(&rows);
	return EXIT_OK;
}

static void
print_end(const struct bulk_told *t, const char *after)
{
	const struct bulk_state	*s = t->state;

	printf("%s %" PRId64 " of %" PRId64 " %s (%s)", t->bulk->did,
	    s->done, s->count, bulk_noun(t->bulk), s->snapshot);
	if (s->skipped != 0)
		printf("; %" PRId64 " skipped: they %s", s->skipped,
		    t->bulk->replays ? "were worked again before" :
		    "have changed since the snapshot");
	if (s->left == 0) {
		putchar('\n');
		cmd_next("sixthkey %s", after);
		return;
	}
	printf("; %" PRId64 " left\nTo go on:  ", s->left);
	print_command(t);
}

void
bulk_told_end(const struct bulk_told *t, const char *after)
{
	if (t->form == FORM_TABLE)
		print_end(t, after);
	else
		put_state(t);
}

void
bulk_told_cancelled(const struct bulk_told *t)
{
	const struct bulk_state	*s = t->state;

	if (t->form != FORM_TABLE) {
		put_state(t);
		return;
	}
	printf("Cancelled %s: %" PRId64 " of %" PRId64 " %s were done, "
	    "%" PRId64 " are left as they were\n", s->snapshot, s->done,
	    s->count, bulk_noun(t->bulk), s->left);
	cmd_next("sixthkey get %s", t->bulk->replays ? "operations" :
	    "aside");
}
