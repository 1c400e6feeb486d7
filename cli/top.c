/*
 * top - the line on the whole screen, again and again.  Keys pause the screen
 * and nothing else.
 */
#include <poll.h>
#include <stdio.h>
#include <termios.h>
#include <unistd.h>

#include "base/arena.h"
#include "cli/board.h"
#include "cli/cmd.h"
#include "cli/identity.h"
#include "cli/link.h"
#include "cli/opt.h"

enum { LOOK_MS = 1000 };

struct screen {
	struct db		*db;
	struct key_conf		 key;
	struct termios		 before;
	enum board_order	 order;
	int			 paused, over;
};

static const struct {
	char			 key;
	enum board_order	 order;
} orders[] = {
	{ 'a', BOARD_AGE }, { 'd', BOARD_DEPTH }, { 'r', BOARD_RATE },
	{ 'l', BOARD_LINE }
};

/* Ctrl-C becomes a key, so that the screen is always given back. */
static int
take_screen(struct screen *s)
{
	struct termios	 raw;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) ||
	    tcgetattr(STDIN_FILENO, &s->before) != 0)
		return -1;
	raw = s->before;
	raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw);
	fputs("\033[?1049h\033[?25l", stdout);
	return 0;
}

static void
give_back(const struct screen *s)
{
	fputs("\033[?25h\033[?1049l", stdout);
	fflush(stdout);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &s->before);
}

/* Each line ends by clearing its rest, the last by clearing the screen's, so
 * that nothing flickers. */
static void
draw_lines(const char *text)
{
	fputs("\033[H", stdout);
	for (; *text != '\0'; text++) {
		if (*text == '\n')
			fputs("\033[K", stdout);
		putchar(*text);
	}
	fputs("\033[J", stdout);
	fflush(stdout);
}

static int
draw(struct screen *s, struct err *e)
{
	struct arena		*a = arena_new(0);
	struct buf		 b = { 0 };
	struct line_view	 view;
	struct books		 k;
	int			 rc = books_read(&k, s->db, e);

	if (rc == 0) {
		board_ask(&view, &s->key, a);
		board_table(&b, &k, &view, s->order);
		buf_printf(&b, "\nsort: a age, d depth, r rate, l line   "
		    "p pause the screen%s   q quit\n",
		    s->paused ? " (PAUSED)" : "");
		draw_lines(b.data);
	}
	buf_release(&b);
	arena_free(&a);
	return rc;
}

/* Returns true where the screen is to be drawn anew at once. */
static int
obey(struct screen *s)
{
	char	 c = 'q';
	size_t	 i;

	if (read(STDIN_FILENO, &c, 1) != 1 || c == 'q' || c == 3) {
		s->over = 1;
		return 0;
	}
	if (c == 'p')
		s->paused = !s->paused;
	for (i = 0; i < sizeof(orders) / sizeof(orders[0]); i++)
		if (orders[i].key == c)
			s->order = orders[i].order;
	return 1;
}

static int
watch(struct screen *s)
{
	struct pollfd	 p = { .fd = STDIN_FILENO, .events = POLLIN };
	struct err	 e = { 0 };
	int		 rc = draw(s, &e);

	while (rc == 0 && !s->over) {
		int	 key = poll(&p, 1, LOOK_MS) > 0;

		if (key ? obey(s) : !s->paused)
			rc = draw(s, &e);
	}
	give_back(s);
	return rc == 0 ? EXIT_OK : link_failed("top", &e);
}

int
cmd_top(int argc, char **argv)
{
	static const struct opt	 none[] = { { 0 } };
	struct screen		 s = { 0 };
	int			 code = opt_parse(none, argc, argv);

	if (code < 0)
		return EXIT_USAGE;
	if (code > 0)
		return cmd_misused("top", "takes no arguments");
	if ((code = identity_load("top", &s.key)) != EXIT_OK ||
	    (code = link_db("top", books_queries, &s.db)) != EXIT_OK)
		return code;
	if (take_screen(&s) == 0)
		code = watch(&s);
	else
		code = cmd_misused("top", "needs a terminal; elsewhere use "
		    "status --watch");
	db_close(&s.db);
	return code;
}
