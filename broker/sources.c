#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "broker/sources.h"

/* Its row; a name that was cut, or that comes too late, is one of the others. */
static size_t
place(struct sources *s, const char *source)
{
	size_t	 i;

	if (source == NULL || *source == '\0' ||
	    strlen(source) >= SOURCE_NAME ||
	    !text_utf8(source, strlen(source)))
		return 0;
	for (i = 1; i <= s->n; i++)
		if (strcmp(s->row[i].name, source) == 0)
			return i;
	if (s->n == SOURCES)
		return 0;
	snprintf(s->row[++s->n].name, SOURCE_NAME, "%s", source);
	return s->n;
}

void
sources_count(struct sources *s, const char *source, enum answer answer)
{
	s->row[place(s, source)].answer[answer]++;
}

const struct submitter_report *
sources_report(const struct sources *s, struct arena *a, size_t *n)
{
	struct submitter_report	*r = ARENA_ARRAY(a, s->n + 1,
				    struct submitter_report);
	size_t			 i;

	for (i = 0; i <= s->n; i++) {
		r[i].source = s->row[i].name;
		memcpy(r[i].answer, s->row[i].answer, sizeof(r[i].answer));
	}
	*n = s->n + 1;
	return r;
}
