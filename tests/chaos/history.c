#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/digest.h"
#include "tests/chaos/history.h"

enum { LINE = 400 };

struct scribe {
	int		 fd;
	struct history	*history;
};

static const char *const names[] = {
	[ANSWER_NONE] = "none", [ANSWER_ACCEPTED] = "accepted",
	[ANSWER_DUPLICATE] = "duplicate", [ANSWER_CONFLICT] = "conflict",
	[ANSWER_REJECTED] = "rejected", [ANSWER_BUSY] = "busy",
};

const char *
history_answer_name(enum answer a)
{
	return names[a];
}

static enum answer
parse_answer(const char *name)
{
	int	 a;

	for (a = ANSWER_BUSY; a > ANSWER_NONE; a--)
		if (strcmp(name, names[a]) == 0)
			break;
	return (enum answer)a;
}

struct deed *
history_deed(struct history *h, uint64_t i)
{
	size_t	 cap = h->cap == 0 ? 4096 : h->cap;

	while (cap <= i)
		cap *= 2;
	if (cap != h->cap) {
		h->deed = realloc(h->deed, cap * sizeof(*h->deed));
		if (h->deed == NULL)
			abort();
		memset(h->deed + h->cap, 0, (cap - h->cap) * sizeof(*h->deed));
		h->cap = cap;
	}
	if (i >= h->n)
		h->n = i + 1;
	return &h->deed[i];
}

void
history_release(struct history *h)
{
	free(h->deed);
	*h = (struct history){ 0 };
}

static void
note_submit(struct history *h, uint64_t i)
{
	history_deed(h, i)->submitted++;
	h->submissions++;
}

static int
is_in(enum answer a)
{
	return a == ANSWER_ACCEPTED || a == ANSWER_DUPLICATE;
}

static void
note_answer(struct history *h, uint64_t i, enum answer a, uint64_t event)
{
	struct deed	*d = history_deed(h, i);

	if (d->answered++ == 0) {
		d->answer = a;
		d->event = event;
	} else if (is_in(a) != is_in(d->answer) ||
	    (is_in(a) && event != d->event))
		d->contradicted = 1;
}

/* The number behind the seed. */
static uint64_t
number(const char *source_id)
{
	const char	*slash = strchr(source_id, '/');

	return slash == NULL ? 0 : strtoull(slash + 1, NULL, 10);
}

static void
read_line(struct history *h, const char *text)
{
	char			 what[8], id[120], word[80];
	unsigned long long	 event;

	if (sscanf(text, "%7s %119s %79s", what, id, word) != 3)
		return;
	if (strcmp(what, "submit") == 0)
		note_submit(h, number(id));
	else if (sscanf(text, "%*s %*s %*s %llu", &event) == 1)
		note_answer(h, number(id), parse_answer(word), event);
}

void
history_read(struct history *h, const char *path)
{
	FILE	*f = fopen(path, "r");
	char	 text[LINE];

	while (f != NULL && fgets(text, sizeof(text), f) != NULL)
		if (strchr(text, '\n') != NULL)
			read_line(h, text);
	if (f != NULL)
		fclose(f);
}

struct scribe *
scribe_open(const char *path, struct history *h)
{
	struct scribe	*s = calloc(1, sizeof(*s));

	if (s == NULL)
		abort();
	s->history = h;
	s->fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
	if (s->fd < 0) {
		perror(path);
		exit(EXIT_FAILURE);
	}
	return s;
}

/* One write for each line: what was said survives a kill. */
static void
put(struct scribe *s, const char *text, int n)
{
	if (write(s->fd, text, (size_t)n) != n) {
		perror("history");
		exit(EXIT_FAILURE);
	}
}

void
scribe_submit(struct scribe *s, uint64_t i, const char *source_id,
    const uint8_t d[32])
{
	char	 text[LINE], hex[DIGEST_HEX];

	put(s, text, snprintf(text, sizeof(text), "submit %s %s %lld\n",
	    source_id, digest_hex(d, DIGEST_SIZE, hex),
	    (long long)clock_ms()));
	note_submit(s->history, i);
}

void
scribe_answer(struct scribe *s, uint64_t i, const char *source_id,
    enum answer a, uint64_t event)
{
	char	 text[LINE];

	put(s, text, snprintf(text, sizeof(text), "answer %s %s %llu %lld\n",
	    source_id, names[a], (unsigned long long)event,
	    (long long)clock_ms()));
	note_answer(s->history, i, a, event);
}
