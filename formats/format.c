#include <assert.h>
#include <string.h>

#include "base/text.h"
#include "formats/format.h"

enum { CODE_MAX = 40, COLUMN_MAX = 64 };

long
column_find(const struct csv *csv, const char *names)
{
	char	 name[COLUMN_MAX];
	size_t	 n;
	long	 i;

	for (;; names += n + 1) {
		n = strcspn(names, "|");
		assert(n < sizeof(name));
		memcpy(name, names, n);
		name[n] = '\0';
		i = csv_column(csv, name);
		if (i != -1 || names[n] == '\0')
			return i;
	}
}

void
reading_skip(struct reading *r, const char *what, uint64_t n)
{
	size_t	 i;

	if (n == 0)
		return;
	for (i = 0; i < r->nskipped; i++)
		if (strcmp(r->skipped[i].what, what) == 0)
			break;
	assert(i < SKIPPED_MAX);
	if (i == r->nskipped)
		r->skipped[r->nskipped++] = (struct skipped){ what, 0 };
	r->skipped[i].count += n;
}

int
reading_code(struct reading *r, uint64_t line, const char *field,
    const char *value)
{
	size_t	 n = strspn(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
		    "abcdefghijklmnopqrstuvwxyz0123456789-");

	if (n > 0 && n <= CODE_MAX && value[n] == '\0')
		return 0;
	sheaf_refuse(r->sheaf, line, field, value, "This is not the code of an "
	    "organisation; expected at most %d letters, digits and dashes, as "
	    "in RGT, RM317 or 1-1000587219.", CODE_MAX);
	return -1;
}

int
reading_text(struct reading *r, uint64_t line, const char *field,
    const char *value, size_t max)
{
	size_t	 n = strlen(value);

	if (n > max)
		sheaf_refuse(r->sheaf, line, field, value, "The text has %zu "
		    "bytes; expected at most %zu.", n, max);
	else if (!text_utf8(value, n))
		sheaf_refuse(r->sheaf, line, field, value, "The text is not "
		    "UTF-8; save the file in that encoding.");
	else
		return 0;
	return -1;
}

/* Refuses a word that is none of the list, and names the nearest. */
static int
refuse_word(struct reading *r, uint64_t line, const char *field,
    const char *value, const char *what, const char *const *known)
{
	const char	*near = text_nearest(value, known);

	if (near != NULL)
		sheaf_refuse(r->sheaf, line, field, value, "\"%.60s\" is not "
		    "%s; did you mean \"%s\"?", value, what, near);
	else
		sheaf_refuse(r->sheaf, line, field, value, "\"%.60s\" is not "
		    "%s.", value, what);
	return -1;
}

int
reading_mark(struct reading *r, uint64_t line, const char *field,
    const char *value, enum mark *out)
{
	const char	*known[MARK_COUNT] = { NULL };
	unsigned	 m;

	*out = mark_parse(value);
	if (*out != MARK_NONE)
		return 0;
	for (m = MARK_NONE + 1; m < MARK_COUNT; m++)
		known[m - 1] = mark_name((enum mark)m);
	return refuse_word(r, line, field, value, "a published rating word, "
	    "such as Outstanding, Good, Requires improvement or Inadequate",
	    known);
}

int
reading_question(struct reading *r, uint64_t line, const char *field,
    const char *value, enum question *out)
{
	const char	*known[QUESTION_COUNT] = { NULL };
	unsigned	 q;

	*out = question_parse(value);
	if (*out != QUESTION_NONE)
		return 0;
	for (q = QUESTION_NONE + 1; q < QUESTION_COUNT; q++)
		known[q - 1] = question_name((enum question)q);
	return refuse_word(r, line, field, value, "a key question", known);
}
