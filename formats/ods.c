#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "formats/ods_inside.h"

enum { CHUNK = 64 * 1024 };

static int
open_file(const char *path, struct err *e)
{
	int	 fd = strcmp(path, "-") == 0 ? dup(STDIN_FILENO) :
		    open(path, O_RDONLY | O_CLOEXEC);

	if (fd == -1)
		return err_set(e, ERR_INPUT, "cannot be opened: %s",
		    strerror(errno));
	if (lseek(fd, 0, SEEK_SET) == 0)
		return fd;
	close(fd);
	return err_set(e, ERR_INPUT, "a spreadsheet is read from its end; it "
	    "cannot come through a pipe, save it to a file");
}

static int
open_content(struct ods *o, int fd, struct err *e)
{
	zip_stat_t	 st;
	int		 why;

	o->zip = zip_fdopen(fd, 0, &why);
	if (o->zip == NULL) {
		close(fd);
		return err_set(e, ERR_INPUT, "this looks like a zip archive "
		    "but cannot be read as one; is it cut off?");
	}
	zip_stat_init(&st);
	if (zip_stat(o->zip, "content.xml", 0, &st) != 0)
		return err_set(e, ERR_INPUT, "this is a zip archive or an "
		    "office document, but not an OpenDocument spreadsheet; "
		    "save it as ODS or CSV");
	o->total = (st.valid & ZIP_STAT_SIZE) != 0 ? st.size : 0;
	o->file = zip_fopen(o->zip, "content.xml", 0);
	if (o->file == NULL)
		return err_set(e, ERR_INPUT, "the spreadsheet cannot be read: "
		    "%s", zip_strerror(o->zip));
	return 0;
}

struct ods *
ods_open(const char *path, struct err *e)
{
	struct ods	*o = calloc(1, sizeof(*o));
	int		 fd = open_file(path, e);

	if (o == NULL)
		abort();
	if (fd == -1 || open_content(o, fd, e) != 0) {
		ods_close(&o);
		return NULL;
	}
	o->parser = ods_parser(o);
	return o;
}

void
ods_close(struct ods **op)
{
	struct ods	*o = *op;

	if (o == NULL)
		return;
	if (o->parser != NULL)
		XML_ParserFree(o->parser);
	if (o->file != NULL)
		zip_fclose(o->file);
	if (o->zip != NULL)
		zip_discard(o->zip);
	ods_row_release(&o->row);
	buf_release(&o->style);
	buf_release(&o->unseen);
	free(o);
	*op = NULL;
}

static int
too_much(struct err *e)
{
	return err_set(e, ERR_INPUT, "the spreadsheet inflates to more than "
	    "%llu bytes", (unsigned long long)ODS_BYTES_MAX);
}

/* One more piece of the content to the parser; -1: there is none. */
static int
parse_more(struct ods *o, struct err *e)
{
	void		*room = XML_GetBuffer(o->parser, CHUNK);
	zip_int64_t	 n;

	if (room == NULL)
		abort();
	n = zip_fread(o->file, room, CHUNK);
	if (n < 0)
		return err_set(e, ERR_INPUT, "the spreadsheet is damaged: %s",
		    zip_file_strerror(o->file));
	o->done += (uint64_t)n;
	if (o->done > ODS_BYTES_MAX)
		return too_much(e);
	o->ended = n == 0;
	return (int)XML_ParseBuffer(o->parser, (int)n, o->ended);
}

static int
parse_failed(const struct ods *o, struct err *e)
{
	if (o->err.kind != ERR_NONE) {
		*e = o->err;
		return -1;
	}
	return err_set(e, ERR_INPUT, "the spreadsheet is not well-formed: %s",
	    XML_ErrorString(XML_GetErrorCode(o->parser)));
}

/* On to the next thing that matters. */
static int
proceed(struct ods *o, struct err *e)
{
	int	 st;

	for (o->stop = STOP_NONE; o->stop == STOP_NONE; ) {
		if (o->suspended)
			st = (int)XML_ResumeParser(o->parser);
		else if (o->ended) {
			o->stop = STOP_END;
			break;
		} else if ((st = parse_more(o, e)) == -1)
			return -1;
		if (st == XML_STATUS_ERROR)
			return parse_failed(o, e);
		o->suspended = st == XML_STATUS_SUSPENDED;
	}
	return 0;
}

int
ods_sheet(struct ods *o, struct err *e)
{
	do
		if (proceed(o, e) != 0)
			return -1;
	while (o->stop != STOP_SHEET && o->stop != STOP_END);
	return o->stop == STOP_SHEET;
}

/* Bytes of the current row, and of the empty ones before it. */
static size_t
hand_out(struct ods *o, char *room, size_t n)
{
	size_t	 most;

	if (o->blank > 0) {
		most = o->blank < n ? (size_t)o->blank : n;
		memset(room, '\n', most);
		o->blank -= most;
		return most;
	}
	most = o->row.text.len - o->at < n ? o->row.text.len - o->at : n;
	memcpy(room, o->row.text.data + o->at, most);
	o->at += most;
	if (o->at == o->row.text.len) {
		o->at = 0;
		o->repeat--;
	}
	return most;
}

long
ods_read(void *arg, char *room, size_t n, struct err *e)
{
	struct ods	*o = arg;
	size_t		 got = 0;

	while (got == 0) {
		if (o->stop == STOP_SHEET_END || o->stop == STOP_END)
			return 0;
		if (o->stop == STOP_ROW && o->repeat > 0)
			got = hand_out(o, room, n);
		else if (proceed(o, e) != 0)
			return -1;
	}
	o->written += got;
	return o->written > ODS_BYTES_MAX ? too_much(e) : (long)got;
}

uint64_t
ods_hidden(const struct ods *o)
{
	return o->hidden;
}

void
ods_progress(const struct ods *o, uint64_t *done, uint64_t *total)
{
	*done = o->done;
	*total = o->total;
}
