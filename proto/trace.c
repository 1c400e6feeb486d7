#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/digest.h"
#include "proto/trace.h"

enum { TRACE_AT = 3, PARENT_AT = 36, FLAGS_AT = 53, TRACEPARENT = 55 };

static int
is_id(const char *s, size_t n)
{
	return strspn(s, "0123456789abcdef") >= n && strspn(s, "0") < n;
}

int
trace_read(const char *s, struct trace *t)
{
	if (s == NULL || strlen(s) != TRACEPARENT ||
	    strncmp(s, "00-", TRACE_AT) != 0 || s[PARENT_AT - 1] != '-' ||
	    s[FLAGS_AT - 1] != '-' ||
	    !is_id(s + TRACE_AT, sizeof(t->trace) - 1) ||
	    !is_id(s + PARENT_AT, sizeof(t->parent) - 1) ||
	    strspn(s + FLAGS_AT, "0123456789abcdef") != 2)
		return 0;
	snprintf(t->trace, sizeof(t->trace), "%s", s + TRACE_AT);
	snprintf(t->parent, sizeof(t->parent), "%s", s + PARENT_AT);
	return 1;
}

/* The first digits of the text's digest. */
static void
digits(const char *text, char *out, size_t size)
{
	uint8_t	 d[DIGEST_SIZE];

	digest(text, strlen(text), d);
	digest_hex(d, (size - 1) / 2, out);
}

void
trace_of(const char *traceparent, uint64_t event, struct trace *t)
{
	char	 text[40];

	if (trace_read(traceparent, t))
		return;
	snprintf(text, sizeof(text), "event %" PRIu64, event);
	digits(text, t->trace, sizeof(t->trace));
	t->parent[0] = '\0';
}

void
trace_span(const struct trace *t, enum stage stage, uint64_t event,
    uint32_t attempt, char span[17])
{
	char	 text[120];

	snprintf(text, sizeof(text), "%s %s %" PRIu64 " %u", t->trace,
	    stage_name(stage), event, attempt);
	digits(text, span, 17);
}
