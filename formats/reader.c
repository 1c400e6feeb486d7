#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "formats/draft.h"
#include "formats/revision.h"

enum { PREAMBLE_MAX = 20 };

struct reader {
	const struct format	*format;
	char			*path;
	struct reading		 reading;
	uint32_t		 revision;
	int			 ended;
};

static const struct format *const	 tables[] = {
	&trust_csv, &question_csv, &latest_csv, &care_csv, &active_csv,
	&directory_csv
};

/* How many columns of the format the header has, and the first it lacks. */
static size_t
match(const struct format *f, const struct csv *csv, const char **lacks,
    size_t *needed)
{
	size_t	 i, n = 0;

	*lacks = NULL;
	for (i = 0; f->columns[i] != NULL; i++)
		if (column_find(csv, f->columns[i]) != -1)
			n++;
		else if (*lacks == NULL)
			*lacks = f->columns[i];
	*needed = i;
	return n;
}

/* 1: the current header is that of a table; 0: of none; -1: nearly. */
static int
find_table(struct reader *r, struct err *e)
{
	const char	*lacks, *lacking = NULL;
	size_t		 i, n, needed;

	for (i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		n = match(tables[i], r->reading.csv, &lacks, &needed);
		if (lacks != NULL && (2 * n < needed || lacking != NULL))
			continue;
		r->format = tables[i];
		if (lacks == NULL)
			return 1;
		lacking = lacks;
	}
	return lacking == NULL ? 0 : err_set(e, ERR_INPUT, "line %" PRIu64
	    ": this looks like the header of a %s, but lacks the column "
	    "\"%s\"", csv_line(r->reading.csv), r->format->name, lacking);
}

/* Notices may stand above the header.  1: here it is; 0: there is none. */
static int
find_header(struct reader *r, struct err *e)
{
	int	 i, rc = 0;

	r->reading.csv = csv_new(r->reading.source);
	for (i = 0; i < PREAMBLE_MAX && rc == 0; i++) {
		rc = csv_next(r->reading.csv, e);
		if (rc != 1)
			return rc;
		csv_header(r->reading.csv);
		rc = find_table(r, e);
	}
	return rc;
}

static int
open_table(struct reader *r, struct err *e)
{
	int	 rc = find_header(r, e);

	if (rc != 0)
		return rc;
	return err_set(e, ERR_INPUT, "this is none of the known formats: no "
	    "line of the first %d is the header of a trust ratings CSV, of "
	    "key questions, of \"Latest ratings\" or of a care directory, and "
	    "it is not JSON", PREAMBLE_MAX);
}

/* On to the next sheet that is a table of ratings; 0: there is none. */
static int
open_sheet(struct reader *r, struct err *e)
{
	int	 rc;

	while ((rc = ods_sheet(r->reading.ods, e)) == 1) {
		csv_free(&r->reading.csv);
		source_close(&r->reading.source);
		r->reading.source = source_of(ods_read, r->reading.ods);
		rc = find_header(r, e);
		if (rc != 0)
			return rc;
		reading_skip(&r->reading, "sheets that are not of ratings", 1);
	}
	reading_skip(&r->reading, "hidden sheets", ods_hidden(r->reading.ods));
	return rc;
}

static int
open_spreadsheet(struct reader *r, struct err *e)
{
	int	 rc;

	r->reading.ods = ods_open(r->path, e);
	if (r->reading.ods == NULL)
		return -1;
	rc = open_sheet(r, e);
	if (rc != 0)
		return rc;
	return err_set(e, ERR_INPUT, "no sheet of this spreadsheet has the "
	    "header of \"Latest ratings\" or of trust ratings in its first "
	    "%d rows", PREAMBLE_MAX);
}

static const struct {
	const char	*start;
	size_t		 len;
	const char	*sentence;
} unreadable[] = {
	{ "\xff\xfe", 2, "this is UTF-16 text; save it as UTF-8" },
	{ "\xfe\xff", 2, "this is UTF-16 text; save it as UTF-8" },
	{ "%PDF", 4, "this is a PDF document, not data" },
};

static int
check_start(const char *bytes, size_t n, struct err *e)
{
	size_t	 i;

	if (n == 0)
		return err_set(e, ERR_INPUT, "the file is empty");
	for (i = 0; i < sizeof(unreadable) / sizeof(unreadable[0]); i++)
		if (n >= unreadable[i].len && memcmp(bytes,
		    unreadable[i].start, unreadable[i].len) == 0)
			return err_set(e, ERR_INPUT, "%s",
			    unreadable[i].sentence);
	return 0;
}

/* Whether the text speaks of this member. */
static int
names(const char *text, size_t n, const char *member)
{
	return memmem(text, n, member, strlen(member)) != NULL;
}

/* What does not say that it is an answer of CQC's or a grid, and names a source
 * or the version of CloudEvents, was meant to be an event. */
static const struct format *
recognise_json(const char *text, size_t n)
{
	if (names(text, n, "\"specversion\"") ||
	    (names(text, n, "\"source\"") &&
	    !names(text, n, "\"providerId\"") &&
	    !names(text, n, "\"locationId\"") &&
	    !names(text, n, "\"ods_code\"")))
		return &cloud_lines;
	return &cqc_json;
}

static int
recognise(struct reader *r, struct err *e)
{
	const char	*bytes;
	long		 n = source_peek(r->reading.source, &bytes, e), i = 0;

	if (n == -1 || check_start(bytes, (size_t)n, e) == -1)
		return -1;
	if (n >= 4 && memcmp(bytes, "PK\3\4", 4) == 0)
		return open_spreadsheet(r, e);
	while (i < n && strchr(" \t\r\n", bytes[i]) != NULL)
		i++;
	if (i == n || (bytes[i] != '{' && bytes[i] != '['))
		return open_table(r, e);
	r->format = recognise_json(bytes + i, (size_t)(n - i));
	r->reading.pieces = pieces_new(r->reading.source);
	return 0;
}

static int
name_path(const struct reader *r, struct err *e)
{
	return err_add(e, "%s", strcmp(r->path, "-") == 0 ?
	    "standard input" : r->path);
}

struct reader *
reader_open(const char *path, struct err *e)
{
	struct reader	*r = calloc(1, sizeof(*r));

	if (r == NULL || (r->path = strdup(path)) == NULL)
		abort();
	r->reading.source = source_open(path, e);
	if (r->reading.source == NULL || recognise(r, e) == -1) {
		name_path(r, e);
		reader_close(&r);
		return NULL;
	}
	r->revision = revision_of(path);
	r->reading.sheaf = sheaf_new(r->format->source, r->revision);
	return r;
}

void
reader_close(struct reader **rp)
{
	struct reader	*r = *rp;

	if (r == NULL)
		return;
	sheaf_free(&r->reading.sheaf);
	pieces_free(&r->reading.pieces);
	csv_free(&r->reading.csv);
	source_close(&r->reading.source);
	ods_close(&r->reading.ods);
	free(r->path);
	free(r);
	*rp = NULL;
}

/* Records that are events of their own. */
static int
next_event(struct reader *r, struct arena *arena, struct event *event,
    struct reject *reject, struct err *e)
{
	int	 rc = r->ended ? 0 : r->format->next(&r->reading, arena, event,
		    reject, e);

	r->ended = rc <= 0;
	return rc == -1 ? name_path(r, e) : rc;
}

/* As a format's own gather, for one that reads rows. */
static int
gather_row(struct reading *r, void (*row)(struct reading *), struct err *e)
{
	int		 rc = r->ahead ? 1 : csv_next(r->csv, e);
	const char	*fault;

	r->ahead = 0;
	if (rc != 1)
		return rc;
	sheaf_at(r->sheaf, csv_line(r->csv));
	fault = csv_fault(r->csv);
	if (fault != NULL)
		sheaf_refuse(r->sheaf, csv_line(r->csv), "", "", "%s", fault);
	else
		row(r);
	return 1;
}

/* As a format's gather: 0 only when no sheet is left either. */
static int
gather(struct reader *r, struct err *e)
{
	const struct format	*f = r->format;
	int			 rc = f->row != NULL ?
				    gather_row(&r->reading, f->row, e) :
				    f->gather(&r->reading, e);

	return rc == 0 && r->reading.ods != NULL ? open_sheet(r, e) : rc;
}

int
reader_next(struct reader *r, struct arena *arena, struct event *event,
    struct reject *reject, struct err *e)
{
	int	 rc;

	if (r->format->next != NULL)
		return next_event(r, arena, event, reject, e);
	for (;;) {
		rc = sheaf_take(r->reading.sheaf, arena, event, reject);
		if (rc == 2)
			draft_make(r->format, &r->reading, r->revision, arena,
			    reject);
		if (rc != 0 || r->ended)
			return rc;
		rc = gather(r, e);
		r->ended = rc != 1;
		if (rc == -1)
			return name_path(r, e);
		if (rc == 0)
			sheaf_close(r->reading.sheaf);
	}
}

uint64_t
reader_line(const struct reader *r)
{
	return r->format->next != NULL ? r->reading.line :
	    sheaf_line(r->reading.sheaf);
}

void
reader_progress(const struct reader *r, uint64_t *done, uint64_t *total)
{
	if (r->reading.ods != NULL)
		ods_progress(r->reading.ods, done, total);
	else
		source_progress(r->reading.source, done, total);
}

size_t
reader_skipped(const struct reader *r, const struct skipped **out)
{
	*out = r->reading.skipped;
	return r->reading.nskipped;
}

const char *
reader_format(const struct reader *r)
{
	return r->reading.ods != NULL ? r->format->in_sheets :
	    r->format->name;
}
