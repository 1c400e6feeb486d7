#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/csv.h"
#include "base/text.h"
#include "cli/rejects.h"
#include "formats/refused.h"

enum { VIA_MAX = 250 };

struct rejects {
	const char	*input;
	struct buf	 path, line;
	FILE		*out;
	uint64_t	 n;
	const char	*mode;		/* for fopen */
	int		 lost;		/* there is no place for them */
};

static const char *
last_part(const char *path)
{
	const char	*slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}

static void
name_beside(struct rejects *r)
{
	buf_clear(&r->path);
	buf_printf(&r->path, "%s.rejects.csv",
	    strcmp(r->input, "-") == 0 ? "stdin" : r->input);
}

static void
name_in(struct rejects *r, const char *folder)
{
	buf_clear(&r->path);
	buf_printf(&r->path, "%s/%s.rejects.csv", folder,
	    strcmp(r->input, "-") == 0 ? "stdin" : last_part(r->input));
}

/* The folder that was set; else beside the input, else here. */
static FILE *
open_somewhere(struct rejects *r)
{
	const char	*folder = getenv("SIXTHKEY_REJECTS_DIR");
	FILE		*out;

	if (folder != NULL && *folder != '\0') {
		name_in(r, folder);
		return fopen(r->path.data, r->mode);
	}
	name_beside(r);
	if ((out = fopen(r->path.data, r->mode)) != NULL)
		return out;
	name_in(r, ".");
	return fopen(r->path.data, r->mode);
}

struct rejects *
rejects_open(const char *input, int more)
{
	struct rejects	*r = calloc(1, sizeof(*r));

	if (r == NULL)
		abort();
	r->input = input;
	r->mode = more ? "ae" : "we";
	return r;
}

static int
write_row(struct rejects *r, const char *line, const struct reject *what)
{
	const char	*value[] = { line, what->field, what->value,
			    what->reason };

	csv_row(&r->line, value, 4);
	fwrite(r->line.data, 1, r->line.len, r->out);
	buf_clear(&r->line);
	return ferror(r->out) ? -1 : 0;
}

static int
start(struct rejects *r)
{
	static const struct reject names = { .field = "field",
	    .value = "value", .reason = "reason" };

	r->out = open_somewhere(r);
	/* Whole rows are there, whatever becomes of us. */
	if (r->out == NULL || setvbuf(r->out, NULL, _IOLBF, 0) != 0 ||
	    fseek(r->out, 0, SEEK_END) != 0)
		return -1;
	return ftell(r->out) > 0 ? 0 : write_row(r, "line", &names);
}

int
rejects_add(struct rejects *r, const struct reject *what, struct err *e)
{
	char	line[24] = "";

	r->n++;
	if (r->lost)
		return 0;
	if (what->line != 0)
		snprintf(line, sizeof(line), "%llu",
		    (unsigned long long)what->line);
	if ((r->out != NULL || start(r) == 0) && write_row(r, line, what) == 0)
		return 0;
	r->lost = 1;
	return err_set(e, ERR_SETUP, "%s: what was refused cannot be written: "
	    "%s", r->path.data, strerror(errno));
}

const char *
rejects_path(const struct rejects *r)
{
	return r->out != NULL && !r->lost ? r->path.data : NULL;
}

uint64_t
rejects_count(const struct rejects *r)
{
	return r->n;
}

void
rejects_close(struct rejects **rp)
{
	struct rejects	*r = *rp;

	if (r->out != NULL)
		fclose(r->out);
	buf_release(&r->path);
	buf_release(&r->line);
	free(r);
	*rp = NULL;
}

struct event
rejects_event(const struct reject *r, const char *via, struct arena *a)
{
	const struct refused	refused = { .source = r->source, .id = r->id,
		.via = via, .text = r->text, .fault = { .pointer = r->field,
		.value = r->value, .reason = r->reason } };

	return refused_event(&refused, a);
}

const char *
rejects_via(const char *input, uint64_t line, struct arena *a)
{
	return text_mend(arena_printf(a, "%.*s:%llu", VIA_MAX,
	    strcmp(input, "-") == 0 ? "standard input" : input,
	    (unsigned long long)line));
}

void
rejects_parse(const char *sentence, struct arena *a, struct reject *out)
{
	const char	*colon = strstr(sentence, ": "), *value, *end;

	*out = (struct reject){ .field = "", .value = "", .reason = sentence };
	if (sentence[0] != '/' || colon == NULL)
		return;
	out->field = arena_textn(a, sentence, (size_t)(colon - sentence));
	value = colon + 2;
	if (*value == '"' && (end = strchr(value + 1, '"')) != NULL)
		out->value = arena_textn(a, value + 1,
		    (size_t)(end - value - 1));
}

const char *
rejects_meant(const char *sentence, struct arena *a)
{
	static const char	 asks[] = "did you mean \"";
	const char		*at = strstr(sentence, asks);

	at = at == NULL ? "" : at + strlen(asks);
	return arena_textn(a, at, strcspn(at, "\""));
}
