#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/log.h"
#include "base/text.h"

enum { BIND_MAX = 8, BIND_TEXT = 160, STAMP = 32 };

struct bound {
	const char	*key;
	char		 text[BIND_TEXT];
};

/* The log is the process's, like stderr itself. */
static struct {
	const char	*program;
	int		 as_json, journal, verbose;
	struct bound	 bound[BIND_MAX];
	size_t		 nbound;
} log_state;

static const struct {
	const char	*name;
	int		 priority;	/* syslog(3) */
} levels[] = {
	[LOG_DEBUG]	= { "debug", 7 },
	[LOG_INFO]	= { "info", 6 },
	[LOG_WARN]	= { "warn", 4 },
	[LOG_ERROR]	= { "error", 3 },
	[LOG_FATAL]	= { "fatal", 2 },
};

void
log_open(const char *program)
{
	const char	*form = getenv("SIXTHKEY_LOG");

	log_state.program = program;
	log_state.journal = getenv("JOURNAL_STREAM") != NULL;
	log_state.as_json = form != NULL && *form != '\0' ?
	    strcmp(form, "json") == 0 : !isatty(STDERR_FILENO);
}

void
log_verbose(int on)
{
	log_state.verbose = on;
}

static void
unbind(size_t i)
{
	log_state.nbound--;
	memmove(&log_state.bound[i], &log_state.bound[i + 1],
	    (log_state.nbound - i) * sizeof(log_state.bound[0]));
}

void
log_bind(const char *key, const char *text)
{
	size_t	 i;

	for (i = 0; i < log_state.nbound; i++)
		if (strcmp(log_state.bound[i].key, key) == 0)
			break;
	if (text == NULL) {
		if (i < log_state.nbound)
			unbind(i);
		return;
	}
	assert(i < BIND_MAX);
	if (i == log_state.nbound)
		log_state.nbound++;
	log_state.bound[i].key = key;
	snprintf(log_state.bound[i].text, BIND_TEXT, "%s", text);
}

static void
stamp(char text[STAMP])
{
	struct timespec	 now;
	struct tm	 tm;
	size_t		 n;

	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &tm);
	n = strftime(text, STAMP, "%Y-%m-%dT%H:%M:%S", &tm);
	snprintf(text + n, STAMP - n, ".%03ldZ", now.tv_nsec / 1000000);
}

/* Anything that a terminal or a reader of logfmt could take for its own. */
static void
escape(struct buf *out, const char *s, size_t n)
{
	if (*s == '"' || *s == '\\')
		buf_printf(out, "\\%c", *s);
	else if (*s == '\n')
		buf_text(out, "\\n");
	else if (n == 0 || (n == 1 && ((uint8_t)*s < ' ' || *s == 0x7f)))
		buf_printf(out, "\\x%02x", (unsigned)(uint8_t)*s);
	else if (n == 2 && (uint8_t)s[0] == 0xc2 && (uint8_t)s[1] < 0xa0)
		buf_printf(out, "\\u%04x", (unsigned)(uint8_t)s[1]);
	else
		buf_add(out, s, n);
}

static int
is_plain(const char *s)
{
	if (*s == '\0')
		return 0;
	for (; *s != '\0'; s++)
		if (*s <= ' ' || *s > '~' || strchr("\"\\=", *s) != NULL)
			return 0;
	return 1;
}

static void
logfmt_text(struct buf *out, const char *key, const char *s)
{
	size_t	 n = strlen(s), len, step;

	buf_printf(out, "%s%s=", out->len != 0 ? " " : "", key);
	if (is_plain(s)) {
		buf_add(out, s, n);
		return;
	}
	buf_char(out, '"');
	for (; n != 0; s += step, n -= step) {
		len = text_char(s, n);
		escape(out, s, len);
		step = len == 0 ? 1 : len;
	}
	buf_char(out, '"');
}

/* One field in the form that was chosen. */
static void
put(struct json *j, struct buf *out, const struct log_field *f)
{
	if (log_state.as_json && f->text != NULL)
		json_text(j, f->key, f->text);
	else if (log_state.as_json)
		json_int(j, f->key, f->number);
	else if (f->text != NULL)
		logfmt_text(out, f->key, f->text);
	else
		buf_printf(out, "%s%s=%" PRId64, out->len != 0 ? " " : "",
		    f->key, f->number);
}

static void
put_all(struct json *j, struct buf *out, enum log_level level, const char *did,
    const struct log_field *f)
{
	char	 ts[STAMP];
	size_t	 i;

	stamp(ts);
	put(j, out, &LOG_TEXT("ts", ts));
	put(j, out, &LOG_TEXT("level", levels[level].name));
	if (log_state.program != NULL)
		put(j, out, &LOG_TEXT("prog", log_state.program));
	for (i = 0; i < log_state.nbound; i++)
		put(j, out, &LOG_TEXT(log_state.bound[i].key,
		    log_state.bound[i].text));
	for (; f != NULL && f->key != NULL; f++)
		put(j, out, f);
	put(j, out, &LOG_TEXT("did", did));
}

/* One write, so that lines of several processes do not mix. */
static void
write_line(enum log_level level, const struct buf *body)
{
	struct buf	 line = { 0 };
	ssize_t		 n;

	if (log_state.journal)
		buf_printf(&line, "<%d>", levels[level].priority);
	buf_add(&line, body->data, body->len);
	buf_char(&line, '\n');
	/* A log that cannot be written has nowhere to say so. */
	n = write(STDERR_FILENO, line.data, line.len);
	(void)n;
	buf_release(&line);
}

void
log_line(enum log_level level, const char *did, const struct log_field *fields)
{
	struct buf	 body = { 0 };
	struct json	 j;

	if (level == LOG_DEBUG && !log_state.verbose)
		return;
	json_init(&j, &body, 0);
	if (log_state.as_json)
		json_object(&j, NULL);
	put_all(&j, &body, level, did, fields);
	if (log_state.as_json)
		json_end(&j);
	write_line(level, &body);
	buf_release(&body);
}
