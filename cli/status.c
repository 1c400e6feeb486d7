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
#include "cli/opt.h"
#include "cli/tint.h"

enum {
	WAIT_STEP_MS = 200,
	WATCH_SECONDS = 2,
	MAX_SECONDS = 3600
};

/* What was asked for. */
struct wish {
	int	 wait, json;
	int64_t	 watch_ms;	/* 0: once */
	struct key_conf key;	/* ours, for the broker */
};

static void
pause_ms(long ms)
{
	poll(NULL, 0, (int)ms);
}

static void
show(const struct books *k, const struct wish *w)
{
	struct arena	*a = arena_new(0);
	struct buf	 b = { 0 };
	struct line_view	 r;

	if (w->json) {
		books_json(k, &b);
	} else {
		board_ask(&r, &w->key, a);
		if (w->watch_ms != 0 && tint_wanted(stdout))
			buf_text(&b, "\033[H\033[2J");
		board_table(&b, k, &r, BOARD_LINE);
	}
	fwrite(b.data, 1, b.len, stdout);
	fflush(stdout);
	buf_release(&b);
	arena_free(&a);
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

	for (;;) {
		if (books_read(&k, db, &e) != 0)
			return link_failed("status", &e);
		if (w->wait && !is_settled(&k)) {
			pause_ms(WAIT_STEP_MS);
			continue;
		}
		show(&k, w);
		if (w->watch_ms == 0)
			break;
		pause_ms((long)w->watch_ms);
	}
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
	struct wish		 w = { 0 };
	const struct opt	 opts[] = {
		{ "watch", 'w', OPT_MAYBE, &watch },
		{ "wait", 0, OPT_FLAG, &w.wait },
		{ "json", 0, OPT_FLAG, &w.json },
		{ 0 }
	};
	int			 code = opt_parse(opts, argc, argv);
	struct db		*db;

	if (code < 0)
		return EXIT_USAGE;
	if (code > 0)
		return cmd_misused("status", "takes no arguments");
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
