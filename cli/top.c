/*
 * top - the line on the whole screen, again and again.  Keys pause the screen
 * and nothing else.  Where the database goes away it says so, and waits.
 */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/text.h"
#include "cli/board.h"
#include "cli/cmd.h"
#include "cli/identity.h"
#include "cli/link.h"
#include "cli/list.h"
#include "cli/opt.h"
#include "cli/typed.h"

enum { LOOK_MS = 1000, KEYS = 64, ESCAPE_MS = 25 };

struct screen {
	struct db		*db;
	struct key_conf		 key;
	struct termios		 before;
	int			 order;		/* of orders[] */
	int			 paused, over;
	struct typed		 filter;

	/* What was seen last, and when; `why` where nothing was. */
	struct books		 books;
	struct line_view	 view;
	struct arena		*arena;
	struct err		 why;
	char			 at[16];
};

static const struct {
	char			 key;
	enum board_order	 order;
	const char		*name;
} orders[] = {
	{ 'l', BOARD_LINE, "line" }, { 'a', BOARD_AGE, "age" },
	{ 'd', BOARD_DEPTH, "depth" }, { 'r', BOARD_RATE, "rate" },
};
enum { ORDERS = sizeof(orders) / sizeof(orders[0]) };

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

/* ---- what is seen ----------------------------------------------------------- */

static void
note_time(struct screen *s)
{
	time_t		 now = (time_t)(clock_wall_ns() / 1000000000);
	struct tm	 tm;

	if (gmtime_r(&now, &tm) != NULL)
		strftime(s->at, sizeof(s->at), "%H:%M:%S", &tm);
}

/* A connection that is lost is made anew at the next look. */
static void
look(struct screen *s)
{
	s->why = (struct err){ 0 };
	if (s->db == NULL)
		s->db = db_open(getenv("SIXTHKEY_DB"), "sixthkey",
		    books_queries, NULL, NULL, &s->why);
	if (s->db == NULL)
		return;
	if (books_read(&s->books, s->db, &s->why) != 0) {
		db_close(&s->db);
		return;
	}
	arena_reset(s->arena);
	board_ask(&s->view, &s->key, s->arena);
	note_time(s);
}

/* ---- the screen ------------------------------------------------------------- */

/* Each line ends by clearing its rest, the last by clearing the screen's, so
 * that nothing flickers; what does not fit is left out, so that nothing rolls. */
static void
draw_lines(const char *text, int rows)
{
	fputs("\033[H", stdout);
	for (; *text != '\0'; text++) {
		if (*text == '\n') {
			fputs("\033[K", stdout);
			if (rows > 0 && --rows == 0)
				break;
		}
		putchar(*text);
	}
	fputs("\033[J", stdout);
	fflush(stdout);
}

/* Where the next letter goes is shown while it is typed. */
static void
add_filter(struct buf *b, const struct screen *s)
{
	char	 text[TYPED_MAX];

	if (!s->filter.open && s->filter.text[0] == '\0')
		return;
	snprintf(text, sizeof(text), "%s", s->filter.text);
	buf_text(b, "   filter: ");
	list_plain(b, text_mend(text));
	buf_text(b, s->filter.open ? "_" : "");
}

static void
add_head(struct buf *b, const struct screen *s, int width)
{
	struct buf	 text = { 0 };

	buf_printf(&text, "sixthkey top   %s UTC   by %s%s", s->at,
	    orders[s->order].name, s->paused ? "   (PAUSED)" : "");
	add_filter(&text, s);
	board_fold(b, text.data, "   ", width);
	buf_clear(&text);
	if (s->why.kind != ERR_NONE) {
		buf_printf(&text, "nothing newer is known: %s; trying again",
		    s->why.text);
		board_fold(b, text.data, " ", width);
	}
	buf_release(&text);
}

static const char *
keys_now(const struct typed *filter)
{
	if (filter->open)
		return "type part of a name   Enter keep   Esc clear";
	return filter->text[0] == '\0' ?
	    "sort: a age, d depth, r rate, l line   / filter   p pause the "
	    "screen   q quit" :
	    "sort: a age, d depth, r rate, l line   / filter   Esc all   "
	    "p pause   q quit";
}

static void
draw(const struct screen *s)
{
	struct winsize			 size = board_size();
	const struct board_look		 look = { orders[s->order].order,
					    size.ws_col,
					    s->filter.text[0] == '\0' ? NULL :
					    s->filter.text };
	struct buf			 b = { 0 };

	add_head(&b, s, size.ws_col);
	board_table(&b, &s->books, &s->view, &look);
	buf_char(&b, '\n');
	board_fold(&b, keys_now(&s->filter), "   ", size.ws_col);
	b.data[--b.len] = '\0';
	draw_lines(b.data, size.ws_row);
	buf_release(&b);
}

/* ---- its keys --------------------------------------------------------------- */

static void
turn(struct screen *s, int by)
{
	s->order = (s->order + by + ORDERS) % ORDERS;
}

static void
obey_key(struct screen *s, char c)
{
	int	 i;

	if (typed_key(&s->filter, c))
		return;
	s->over |= c == 'q' || c == 3;
	s->paused ^= c == 'p';
	for (i = 0; i < ORDERS; i++)
		if (orders[i].key == c)
			s->order = i;
}

/* Bytes of the key at c: an escape sequence is one. */
static ssize_t
key_length(const char *c, ssize_t n)
{
	ssize_t	 i = 2;

	if (c[0] != '\033' || n < 3 || (c[1] != '[' && c[1] != 'O'))
		return 1;
	while (i < n - 1 && (c[i] < '@' || c[i] > '~'))
		i++;
	return i + 1;
}

/* What was pressed.  Of an arrow the rest may come a moment after its Esc. */
static ssize_t
read_keys(char c[KEYS])
{
	struct pollfd	 p = { .fd = STDIN_FILENO, .events = POLLIN };
	ssize_t		 more, n = read(STDIN_FILENO, c, KEYS);

	while (n > 0 && n < KEYS && c[n - 1] == '\033' &&
	    poll(&p, 1, ESCAPE_MS) == 1) {
		more = read(STDIN_FILENO, c + n, (size_t)(KEYS - n));
		if (more <= 0)
			break;
		n += more;
	}
	return n;
}

/* To the right the next order, to the left the one before. */
static void
obey(struct screen *s)
{
	char	 c[KEYS];
	ssize_t	 i, step, n = read_keys(c);

	s->over |= n <= 0;
	for (i = 0; i < n; i += step) {
		step = key_length(c + i, n - i);
		if (step == 1)
			obey_key(s, c[i]);
		else if (step == 3 && (c[i + 2] == 'C' || c[i + 2] == 'D'))
			turn(s, c[i + 2] == 'C' ? 1 : -1);
	}
}

/* That the terminal has another size ends a wait, and no more. */
static void
resized(int signo)
{
	(void)signo;
}

static void
watch(struct screen *s)
{
	const struct sigaction	 sa = { .sa_handler = resized };
	struct pollfd		 p = { .fd = STDIN_FILENO, .events = POLLIN };
	int			 n;

	sigaction(SIGWINCH, &sa, NULL);
	for (look(s); !s->over;) {
		draw(s);
		n = poll(&p, 1, LOOK_MS);
		if (n > 0)
			obey(s);
		else if (n == 0 && !s->paused)
			look(s);
	}
	give_back(s);
}

int
cmd_top(int argc, char **argv)
{
	const char		*filter = "";
	const struct opt	 opts[] = {
		{ "filter", 0, OPT_TEXT, &filter },
		{ 0 }
	};
	struct screen		 s = { 0 };
	int			 code = opt_parse(opts, argc, argv);

	if (code < 0)
		return EXIT_USAGE;
	if (code > 0)
		return cmd_misused("top", "takes no arguments");
	if (!typed_set(&s.filter, filter))
		return cmd_misused("top", "--filter takes text of less than "
		    "%d bytes", TYPED_MAX);
	if ((code = identity_load("top", &s.key)) != EXIT_OK ||
	    (code = link_db("top", books_queries, &s.db)) != EXIT_OK)
		return code;
	s.arena = arena_new(0);
	if (take_screen(&s) == 0) {
		watch(&s);
		cmd_next("%s", board_next(&s.books));
	} else {
		code = cmd_misused("top", "needs a terminal; elsewhere use "
		    "status --watch");
	}
	arena_free(&s.arena);
	db_close(&s.db);
	return code;
}
