#include <unistd.h>

#include "tests/lib/harvest.h"
#include "tests/lib/test.h"

static void
take_all(struct harvest *h, struct reader *r)
{
	int	 rc;

	do {
		assert_true(h->nevent < HARVEST_MAX);
		assert_true(h->nreject < HARVEST_MAX);
		rc = reader_next(r, h->arena, &h->event[h->nevent],
		    &h->reject[h->nreject], &h->err);
		h->nevent += rc == 1;
		h->nreject += rc == 2;
	} while (rc > 0);
	h->failed = rc == -1;
}

struct harvest *
harvest_path(const char *path)
{
	struct harvest		*h = calloc(1, sizeof(*h));
	const struct skipped	*skipped;
	struct reader		*r;

	assert_non_null(h);
	h->arena = arena_new(0);
	r = reader_open(path, &h->err);
	h->failed = r == NULL;
	if (r == NULL)
		return h;
	snprintf(h->format, sizeof(h->format), "%s", reader_format(r));
	take_all(h, r);
	h->nskipped = reader_skipped(r, &skipped);
	memcpy(h->skipped, skipped, h->nskipped * sizeof(*skipped));
	reader_close(&r);
	return h;
}

static void
remove_folder(void)
{
	rmdir(harvest_folder());
}

const char *
harvest_folder(void)
{
	static const char	 form[] = "/tmp/harvest.XXXXXX";
	static char		 path[sizeof(form)];

	if (path[0] != '\0')
		return path;
	memcpy(path, form, sizeof(form));
	if (mkdtemp(path) == NULL)
		fail_msg("no folder for the test");
	atexit(remove_folder);
	return path;
}

struct harvest *
harvest_bytes(const char *name, const void *data, size_t n)
{
	struct harvest	*h;
	char		 path[200];
	FILE		*f;

	snprintf(path, sizeof(path), "%s/%s", harvest_folder(), name);
	f = fopen(path, "w");
	assert_non_null(f);
	assert_int_equal(fwrite(data, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
	h = harvest_path(path);
	unlink(path);
	return h;
}

struct harvest *
harvest_text(const char *text)
{
	return harvest_bytes("file", text, strlen(text));
}

void
harvest_free(struct harvest **hp)
{
	arena_free(&(*hp)->arena);
	free(*hp);
	*hp = NULL;
}

const struct report_cell *
harvest_cell(const struct event *ev, const char *service, enum question q)
{
	const struct report	*r = ev->report;
	size_t			 i;

	for (i = 0; r != NULL && i < r->ncell; i++)
		if (r->cell[i].question == q &&
		    strcmp(r->cell[i].service, service) == 0)
			return &r->cell[i];
	return NULL;
}

struct harvest *
harvest_all(const char *text, size_t nevent)
{
	struct harvest	*h = harvest_text(text);

	if (h->failed || h->nreject != 0 || h->nevent != nevent)
		fail_msg("%zu events, %zu refused: %s", h->nevent, h->nreject,
		    h->nreject != 0 ? h->reject[0].reason : h->err.text);
	return h;
}

enum mark
harvest_mark(const struct harvest *h, size_t event, enum question q)
{
	const struct report_cell	*c = harvest_cell(&h->event[event], "",
					    q);

	assert_non_null(c);
	return c->mark;
}

void
harvest_rated_on(const struct harvest *h, size_t event, const char *date)
{
	char	 text[DAY_TEXT];

	assert_string_equal(day_text(h->event[event].report->rated, text),
	    date);
}

uint64_t
harvest_skipped(const struct harvest *h, const char *what)
{
	size_t	 i;

	for (i = 0; i < h->nskipped; i++)
		if (strcmp(h->skipped[i].what, what) == 0)
			return h->skipped[i].count;
	return 0;
}

void
harvest_refused(const struct harvest *h, const char *label, uint64_t line,
    const char *field, const char *value, const char *says)
{
	const struct reject	*r = &h->reject[0];

	if (h->nreject != 1)
		fail_msg("%s: %zu refused: %s", label, h->nreject,
		    h->nreject == 0 ? h->err.text : r->reason);
	if (r->line != line || strcmp(r->field, field) != 0 ||
	    strcmp(r->value, value) != 0 || strstr(r->reason, says) == NULL)
		fail_msg("%s: line %llu, %s \"%s\": %s", label,
		    (unsigned long long)r->line, r->field, r->value,
		    r->reason);
}

void
harvest_failed(const struct harvest *h, const char *label, const char *says)
{
	if (!h->failed || h->err.kind != ERR_INPUT ||
	    strstr(h->err.text, says) == NULL)
		fail_msg("%s: %s", label, h->err.text);
}
