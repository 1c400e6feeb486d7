#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "formats/source.h"

struct source {
	gzFile		 gz;		/* or NULL: fn makes the bytes */
	source_fn	*fn;
	void		*arg;
	uint64_t	 total;
	int		 begun, ended;
	size_t		 at, len;
	unsigned char	 window[SOURCE_WINDOW];
};

/* A descriptor of our own, also for standard input; its size where known. */
static int
open_file(const char *path, uint64_t *total, struct err *e)
{
	struct stat	 st;
	int		 fd;

	fd = strcmp(path, "-") == 0 ? dup(STDIN_FILENO) :
	    open(path, O_RDONLY | O_CLOEXEC);
	if (fd == -1 || fstat(fd, &st) == -1) {
		err_set(e, ERR_INPUT, "cannot be opened: %s", strerror(errno));
		if (fd != -1)
			close(fd);
		return -1;
	}
	if (S_ISDIR(st.st_mode)) {
		close(fd);
		return err_set(e, ERR_INPUT, "is a folder; expected a file");
	}
	*total = S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0;
	return fd;
}

struct source *
source_open(const char *path, struct err *e)
{
	struct source	*s;
	uint64_t	 total = 0;
	int		 fd = open_file(path, &total, e);

	if (fd == -1)
		return NULL;
	s = calloc(1, sizeof(*s));
	if (s == NULL)
		abort();
	s->total = total;
	s->gz = gzdopen(fd, "rb");
	if (s->gz == NULL || gzbuffer(s->gz, SOURCE_WINDOW) != 0)
		abort();
	return s;
}

struct source *
source_of(source_fn *fn, void *arg)
{
	struct source	*s = calloc(1, sizeof(*s));

	if (s == NULL)
		abort();
	s->fn = fn;
	s->arg = arg;
	return s;
}

void
source_close(struct source **sp)
{
	if (*sp == NULL)
		return;
	if ((*sp)->gz != NULL)
		gzclose_r((*sp)->gz);
	free(*sp);
	*sp = NULL;
}

/* zlib hands out what precedes a fault first and then tells of it. */
static int
fault(const struct source *s, struct err *e)
{
	const char	*text;
	int		 code;

	text = gzerror(s->gz, &code);
	if (code == Z_OK || code == Z_STREAM_END)
		return 0;
	if (code == Z_BUF_ERROR)
		return err_set(e, ERR_INPUT, "the gzip data ends before its "
		    "end; the file is cut off");
	if (code == Z_ERRNO)
		return err_set(e, ERR_INPUT, "cannot be read: %s",
		    strerror(errno));
	return err_set(e, ERR_INPUT, "the gzip data is damaged (%s)", text);
}

static void
pass_bom(struct source *s)
{
	if (!s->begun && s->len >= 3 &&
	    memcmp(s->window, "\xef\xbb\xbf", 3) == 0)
		s->at = 3;
	s->begun = 1;
}

static long
fill_window(struct source *s, struct err *e)
{
	int	 n;

	if (s->fn != NULL)
		return s->fn(s->arg, (char *)s->window, SOURCE_WINDOW, e);
	n = gzread(s->gz, s->window, SOURCE_WINDOW);
	return n < SOURCE_WINDOW && fault(s, e) == -1 ? -1 : n > 0 ? n : 0;
}

static int
fill(struct source *s, struct err *e)
{
	long	 n;

	if (s->at < s->len || s->ended)
		return 0;
	n = fill_window(s, e);
	if (n == -1)
		return -1;
	s->at = 0;
	s->len = (size_t)n;
	s->ended = n == 0;
	pass_bom(s);
	return 0;
}

int
source_next(struct source *s, struct err *e)
{
	if (s->at == s->len && fill(s, e) == -1)
		return SOURCE_FAILED;
	return s->at < s->len ? s->window[s->at++] : SOURCE_END;
}

long
source_peek(struct source *s, const char **bytes, struct err *e)
{
	if (fill(s, e) == -1)
		return -1;
	*bytes = (const char *)s->window + s->at;
	return (long)(s->len - s->at);
}

void
source_progress(const struct source *s, uint64_t *done, uint64_t *total)
{
	z_off_t	 at = s->gz == NULL ? 0 : gzoffset(s->gz);

	*done = at > 0 ? (uint64_t)at : 0;
	*total = s->total;
}
