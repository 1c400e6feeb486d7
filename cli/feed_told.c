/*
 * feed_told.c - what feed and validate answer, in the form that was asked for:
 * how much became of what, or what was found.
 */
#include <stdio.h>
#include <stdlib.h>

#include "cli/feed.h"

enum { MS = 1000, NUMBER = 24 };

/* ---- what a look has found ---------------------------------------------------- */

static const struct heading found_headings[] = {
	{ "where", 0 }, { "line", HEADING_WIDE_NUMBER }, { "field", 0 },
	{ "value", HEADING_WIDE }, { "suggestion", 0 }, { "what", 0 }
};

static void
open_found(struct feed *f)
{
	if (f->found != NULL)
		return;
	if (f->form == FORM_JSON)
		fputs("{\"finding\":", stdout);
	f->found = list_open(stdout, f->form, found_headings,
	    sizeof(found_headings) / sizeof(found_headings[0]));
}

void
feed_found(struct feed *f, const struct reject *what)
{
	char		 line[NUMBER] = "";
	const char	*value[] = {
		rejects_via(f->path, what->line, f->arena), line, what->field,
		what->value, rejects_meant(what->reason, f->arena),
		what->reason
	};

	if (what->line != 0)
		snprintf(line, sizeof(line), "%llu",
		    (unsigned long long)what->line);
	progress_clear(&f->progress);
	open_found(f);
	list_row(f->found, value);
}

/* A table of nothing is none. */
static void
end_found(struct feed *f)
{
	if (!form_is_table(f->form))
		open_found(f);
	if (f->found != NULL)
		list_close(&f->found);
	fflush(stdout);
}

/* ---- the summary ---------------------------------------------------------------- */

static void
put_sentence(const struct feed *f, int64_t ms, FILE *out)
{
	fprintf(out, "%llu %s, %llu %s in %lld.%lld s: ",
	    (unsigned long long)f->files, f->files == 1 ? "file" : "files",
	    (unsigned long long)f->events,
	    f->events == 1 ? "event" : "events", (long long)(ms / MS),
	    (long long)(ms % MS / 100));
	if (f->client == NULL)
		fprintf(out, "fit %llu   rejected %llu; nothing was "
		    "submitted\n", (unsigned long long)f->fit,
		    (unsigned long long)f->rejected);
	else
		fprintf(out, "accepted %llu   duplicate %llu   "
		    "conflict %llu   rejected %llu\n",
		    (unsigned long long)f->accepted,
		    (unsigned long long)f->duplicate,
		    (unsigned long long)f->conflict,
		    (unsigned long long)f->rejected);
	if (f->unreadable > 0)
		fprintf(out, "%llu could not be read to the end\n",
		    (unsigned long long)f->unreadable);
}

enum { COUNTS = 9 };

static void
put_counts(const struct feed *f, int64_t ms, FILE *out)
{
	static const struct heading	headings[COUNTS + 1] = {
		{ "files", 1 }, { "unreadable", 1 }, { "events", 1 },
		{ "accepted", 1 }, { "duplicate", 1 }, { "conflict", 1 },
		{ "rejected", 1 }, { "fit", 1 }, { "resumed", 1 },
		{ "seconds", 1 }
	};
	const uint64_t	 count[COUNTS] = { f->files, f->unreadable, f->events,
			    f->accepted, f->duplicate, f->conflict,
			    f->rejected, f->fit, f->resumed };
	char		 text[COUNTS + 1][NUMBER];
	const char	*value[COUNTS + 1];
	size_t		 i;

	snprintf(text[COUNTS], NUMBER, "%lld.%03lld", (long long)(ms / MS),
	    (long long)(ms % MS));
	value[COUNTS] = text[COUNTS];
	for (i = 0; i < COUNTS; i++) {
		snprintf(text[i], NUMBER, "%llu",
		    (unsigned long long)count[i]);
		value[i] = text[i];
	}
	list_one(out, f->form, headings, COUNTS + 1, value);
}

/* Behind the findings, in the same object. */
static void
put_members(const struct feed *f, int64_t ms)
{
	char	*object = NULL;
	size_t	 n = 0;
	FILE	*out = open_memstream(&object, &n);

	if (out == NULL)
		abort();
	put_counts(f, ms, out);
	if (fclose(out) != 0)
		abort();
	printf(",%s", object + 1);
	free(object);
}

/* A sentence for people, where the answer is for them or is something else. */
void
feed_told(struct feed *f, int64_t ms)
{
	int	 counts = f->client != NULL && f->form != FORM_TABLE;

	if (f->client == NULL)
		end_found(f);
	put_sentence(f, ms, f->client == NULL || counts ? stderr : stdout);
	if (counts)
		put_counts(f, ms, stdout);
	else if (f->form == FORM_JSON)
		put_members(f, ms);
}
