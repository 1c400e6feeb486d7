/*
 * status - what waits at each stage, and whether the books balance.
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/board.h"
#include "cli/cmd.h"
#include "cli/identity.h"
#include "cli/link.h"
#include "cli/listing.h"
#include "cli/opt.h"
#include "cli/tint.h"

enum {
	WAIT_STEP_MS = 200,
	WATCH_SECONDS = 2,
	MAX_SECONDS = 3600
};

/* What was asked for. */
struct wish {
	int	 wait;
	enum form form;
	int64_t	 watch_ms;	/* 0: once */
	struct key_conf key;	/* ours, for the broker */
};

static void
pause_ms(long ms)
{
	poll(NULL, 0, (int)ms);
}

static void
show_board(const struct books *k, const struct wish *w, struct buf *b)
{
	struct arena		*a = arena_new(0);
	struct line_view	 r;

	board_ask(&r, &w->key, a);
	if (w->watch_ms != 0 && tint_wanted(stdout))
		buf_text(b, "\033[H\033[2J");
	board_table(b, k, &r, &(struct board_look){ BOARD_LINE,
	    board_size().ws_col, NULL });
	arena_free(&a);
}

/* The whole of it, or the stages alone where that is rows. */
static int
show(const struct books *k, struct db *db, const struct wish *w)
{
	const struct listing	 stages = { .verb = "status", .db = db,
				    .out = stdout, .form = w->form };
	struct buf		 b = { 0 };

	if (w->form == FORM_CSV || w->form == FORM_NAME ||
	    w->form == FORM_WIDE)
		return listing_stages(&stages);
	if (w->form == FORM_TABLE)
		show_board(k, w, &b);
	else
		books_json(k, &b);
	fwrite(b.data, 1, b.len, stdout);
	fflush(stdout);
	buf_release(&b);
	return EXIT_OK;
}

static int
is_settled(const struct books *k)
{
	struct stage_books	open = books_total(k);

	return open.waiting == 0 && open.retrying == 0;
}

static int
run(struct db *db, const struct wish *w)
{
	struct books	k = { 0 };
	struct err	e = { 0 };
	int		code;

	for (;;) {
		if (books_read(&k, db, &e) != 0)
			return link_failed("status", &e);
		if (w->wait && !is_settled(&k)) {
			pause_ms(WAIT_STEP_MS);
			continue;
		}
		if ((code = show(&k, db, w)) != EXIT_OK)
			return code;
		if (w->watch_ms == 0)
			break;
		pause_ms((long)w->watch_ms);
	}
	if (form_is_table(w->form))
		cmd_next("%s", board_next(&k));
	return books_balanced(&k) ? EXIT_OK : EXIT_NO;
}

/* "", "2", "2s": seconds between two looks. */
static int
read_watch(const char *text, int64_t *ms)
{
	char	word[16];
	size_t	n = strlen(text);
	int64_t	seconds = WATCH_SECONDS;

	if (n >= sizeof(word))
		return -1;
	memcpy(word, text, n + 1);
	if (n > 0 && word[n - 1] == 's')
		word[n - 1] = '\0';
	if (n > 0 && text_number(word, 1, MAX_SECONDS, &seconds) != 0)
		return -1;
	*ms = seconds * 1000;
	return 0;
}

int
cmd_status(int argc, char **argv)
{
	const char		*watch = NULL;
	int			 json = 0;
	struct wish		 w = { .form = FORM_TABLE };
	const struct opt	 opts[] = {
		{ "watch", 'w', OPT_MAYBE, &watch },
		{ "wait", 0, OPT_FLAG, &w.wait },
		{ "json", 0, OPT_FLAG, &json },
		{ "output", 'o', OPT_FORM, &w.form },
		{ 0 }
	};
	int			 code = opt_parse(opts, argc, argv);
	struct db		*db;

	if (code < 0)
		return EXIT_USAGE;
	if (code > 0)
		return cmd_misused("status", "takes no arguments");
	if (json)
		w.form = FORM_JSON;
	if (watch != NULL && read_watch(watch, &w.watch_ms) != 0)
		return cmd_misused("status", "--watch takes seconds, such as "
		    "2s, not \"%s\"", watch);
	if ((code = identity_load("status", &w.key)) != EXIT_OK ||
	    (code = link_db("status", books_queries, &db)) != EXIT_OK)
		return code;
	code = run(db, &w);
	db_close(&db);
	return code;
}
