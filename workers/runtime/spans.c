#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "base/log.h"
#include "proto/trace.h"
#include "workers/runtime/spans.h"

/* Of OTLP: a consumer's span, and how it ended. */
enum { KIND_CONSUMER = 5, STATUS_OK = 1, STATUS_ERROR = 2 };

struct spans {
	int		 fd;
	enum stage	 stage;
	const char	*instance;
	int		 failed;	/* said so in the log */
};

int
spans_open(struct spans **out, const char *path, enum stage stage,
    const char *instance, struct err *e)
{
	struct spans	*s;
	int		 fd;

	*out = NULL;
	if (*path == '\0')
		return 0;
	fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
	if (fd == -1)
		return err_set(e, ERR_SETUP, "trace_file: %s: %s", path,
		    strerror(errno));
	s = calloc(1, sizeof(*s));
	if (s == NULL)
		abort();
	*s = (struct spans){ .fd = fd, .stage = stage, .instance = instance };
	*out = s;
	return 0;
}

void
spans_close(struct spans **sp)
{
	if (*sp == NULL)
		return;
	close((*sp)->fd);
	free(*sp);
	*sp = NULL;
}

static void
put_text(struct json *j, const char *key, const char *value)
{
	json_object(j, NULL);
	json_text(j, "key", key);
	json_object(j, "value");
	json_text(j, "stringValue", value);
	json_end(j);
	json_end(j);
}

/* 64 bits are text in OTLP's JSON. */
static void
put_number(struct json *j, const char *key, uint64_t value)
{
	char	 text[24];

	snprintf(text, sizeof(text), "%" PRIu64, value);
	json_object(j, NULL);
	json_text(j, "key", key);
	json_object(j, "value");
	json_text(j, "intValue", text);
	json_end(j);
	json_end(j);
}

static void
put_time(struct json *j, const char *key, int64_t ns)
{
	char	 text[24];

	snprintf(text, sizeof(text), "%" PRId64, ns);
	json_text(j, key, text);
}

static void
put_status(struct json *j, const struct outcome_of *o)
{
	int	 fine = o->verdict == VERDICT_DONE &&
		    o->answer != ANSWER_REJECTED &&
		    o->answer != ANSWER_CONFLICT;

	json_object(j, "status");
	json_int(j, "code", fine ? STATUS_OK : STATUS_ERROR);
	if (!fine)
		json_text(j, "message", o->text);
	json_end(j);
}

static void
put_span(const struct spans *s, struct json *j, const struct task *task,
    const struct outcome_of *o, int64_t began, int64_t now)
{
	uint64_t	 event = s->stage == STAGE_INGEST ? o->event : task->id;
	struct trace	 t;
	char		 span[17];

	trace_of(o->trace != NULL ? o->trace : task->trace, event, &t);
	trace_span(&t, s->stage, event, task->attempt, span);
	json_object(j, NULL);
	json_text(j, "traceId", t.trace);
	json_text(j, "spanId", span);
	if (t.parent[0] != '\0')
		json_text(j, "parentSpanId", t.parent);
	json_text(j, "name", stage_name(s->stage));
	json_int(j, "kind", KIND_CONSUMER);
	put_time(j, "startTimeUnixNano", began);
	put_time(j, "endTimeUnixNano", now);
	json_array(j, "attributes");
	put_text(j, "messaging.system", "sixthkey");
	put_text(j, "messaging.destination.name", stage_name(s->stage));
	put_number(j, "sixthkey.event", event);
	put_number(j, "sixthkey.attempt", task->attempt);
	json_end(j);
	put_status(j, o);
	json_end(j);
}

/* What another worker has recorded is in its spans. */
static int
is_ours(const struct outcome_of *o)
{
	if (o->verdict == VERDICT_NONE || o->answer == ANSWER_DUPLICATE)
		return 0;
	return o->verdict != VERDICT_DONE || o->ours ||
	    o->answer == ANSWER_REJECTED || o->answer == ANSWER_CONFLICT;
}

static void
put_request(const struct spans *s, struct json *j, const struct batch *b,
    int64_t began, int64_t now)
{
	char	 name[40];
	size_t	 i;

	snprintf(name, sizeof(name), "sixthkey-%s", stage_name(s->stage));
	json_object(j, NULL);
	json_array(j, "resourceSpans");
	json_object(j, NULL);
	json_object(j, "resource");
	json_array(j, "attributes");
	put_text(j, "service.name", name);
	put_text(j, "service.instance.id", s->instance);
	json_end(j);
	json_end(j);
	json_array(j, "scopeSpans");
	json_object(j, NULL);
	json_object(j, "scope");
	json_text(j, "name", "sixthkey");
	json_text(j, "version", SIXTHKEY_VERSION);
	json_end(j);
	json_array(j, "spans");
	for (i = 0; i < b->ntask; i++)
		if (is_ours(&b->out[i]))
			put_span(s, j, &b->task[i], &b->out[i], began, now);
	while (j->depth > 0)
		json_end(j);
}

/* One write, so that workers which share the file do not mix their lines.  A
 * full disk stops no message. */
void
spans_write(struct spans *s, const struct batch *b, int64_t began, int64_t now)
{
	struct buf	 line = { 0 };
	struct json	 j;
	size_t		 i = 0;

	while (i < b->ntask && !is_ours(&b->out[i]))
		i++;
	if (s == NULL || i == b->ntask)
		return;
	json_init(&j, &line, 0);
	put_request(s, &j, b, began, now);
	buf_char(&line, '\n');
	if (write(s->fd, line.data, line.len) != (ssize_t)line.len &&
	    !s->failed) {
		s->failed = 1;
		LOG(WARN, "spans cannot be written",
		    LOG_TEXT("error", strerror(errno)));
	}
	buf_release(&line);
}
