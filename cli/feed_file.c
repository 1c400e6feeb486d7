/*
 * feed_file.c - the events of one file into the line.
 */
#include <stdio.h>

#include "base/clock.h"
#include "cli/cmd.h"
#include "cli/feed.h"
#include "cli/link.h"
#include "cli/list.h"
#include "formats/cloud_write.h"

enum { NAP_MS = 100, SHOWN = 3 };

/* The first of a file are seen at once; all stand in the file beside it. */
static void
show_refusal(struct feed *f, const struct reject *what)
{
	struct buf	 b = { 0 };

	if (rejects_count(f->rejects) >= SHOWN)
		return;
	progress_clear(&f->progress);
	if (what->field[0] != '\0') {
		list_plain(&b, what->field);
		buf_text(&b, ": ");
	}
	list_plain(&b, what->reason);
	fprintf(stderr, "  line %llu: %s\n", (unsigned long long)what->line,
	    b.data);
	buf_release(&b);
}

static void
write_beside(struct feed *f, const struct reject *what)
{
	struct err	e = { 0 };

	if (f->client == NULL)
		feed_found(f, what);
	else
		show_refusal(f, what);
	f->code = EXIT_DATA;
	if (rejects_add(f->rejects, what, &e) == 0)
		return;
	progress_clear(&f->progress);
	link_failed(f->verb, &e);
}

/* What never was an event goes to the line too, to be kept there.  It has no
 * name among what is under way: nobody counts its answer. */
static int
refuse(struct feed *f, const struct reject *what, struct err *e)
{
	struct event	 ev;

	f->rejected++;
	write_beside(f, what);
	if (f->client == NULL)
		return 0;
	ev = rejects_event(what, rejects_via(f->path, what->line, f->arena),
	    f->arena);
	underway_add(f->underway, f->record, "", what->line);
	return client_submit(f->client, &ev, f->record, f->patience_ms, e);
}

/* The line itself refused an event: say which one. */
static void
refuse_answer(struct feed *f, const struct client_answer *answer)
{
	struct reject	what;

	rejects_parse(answer->text, f->arena, &what);
	what.line = underway_line(f->underway, answer->tag);
	if (what.field[0] == '\0') {
		what.field = "/source_id";
		what.value = underway_find(f->underway, answer->tag);
	}
	write_beside(f, &what);
}

void
feed_answer(void *arg, const struct client_answer *answer)
{
	struct feed	*f = arg;
	uint64_t	*const	counts[] = {
		[ANSWER_ACCEPTED] = &f->accepted,
		[ANSWER_DUPLICATE] = &f->duplicate,
		[ANSWER_CONFLICT] = &f->conflict,
		[ANSWER_REJECTED] = &f->rejected
	};

	if (answer->answer < ANSWER_ACCEPTED ||
	    answer->answer > ANSWER_REJECTED)
		return;
	if (underway_find(f->underway, answer->tag)[0] == '\0') {
		underway_remove(f->underway, answer->tag);
		return;
	}
	(*counts[answer->answer])++;
	if (answer->answer == ANSWER_CONFLICT ||
	    answer->answer == ANSWER_REJECTED)
		refuse_answer(f, answer);
	underway_remove(f->underway, answer->tag);
}

/* Wait until one more may go; answers are taken meanwhile. */
static int
pace(struct feed *f, struct err *e)
{
	int64_t	 wait;

	if (f->rate == 0)
		return 0;
	if (f->paced++ == 0)
		f->pace_from = clock_ms();
	while ((wait = f->pace_from + (f->paced - 1) * 1000 / f->rate -
	    clock_ms()) > 0)
		if (client_turn(f->client, wait < NAP_MS ? (long)wait :
		    NAP_MS, e) != 0)
			return -1;
	return 0;
}

/* What was read, but cannot be true: it is mended as the event that it is. */
static int
refuse_event(struct feed *f, const struct event *ev, uint64_t line,
    struct err *e)
{
	struct buf	 b = { 0 };
	struct reject	 what;
	struct json	 j;

	rejects_parse(arena_text(f->arena, e->text), f->arena, &what);
	json_init(&j, &b, 0);
	cloud_write(ev, &j, NULL);
	what.line = line;
	what.source = ev->source;
	what.id = ev->source_id;
	what.text = arena_bytes(f->arena, b.data, b.len);
	buf_release(&b);
	return refuse(f, &what, e);
}

static int
submit(struct feed *f, const struct event *ev, uint64_t line, struct err *e)
{
	struct event	 sent = *ev;

	if (event_check(ev, f->today, e) != 0)
		return refuse_event(f, ev, line, e);
	f->fit++;
	if (f->client == NULL)
		return 0;
	if (pace(f, e) != 0)
		return -1;
	underway_add(f->underway, f->record, ev->source_id, line);
	sent.via = rejects_via(f->path, line, f->arena);
	return client_submit(f->client, &sent, f->record, f->patience_ms, e);
}

static struct progress_now
now(const struct feed *f, const char *path, const struct reader *r)
{
	struct progress_now	n = { .file = path,
				    .events = f->record - f->before,
				    .rejected = rejects_count(f->rejects) };

	reader_progress(r, &n.done, &n.total);
	return n;
}

/* What has an answer, from the first record on. */
static uint64_t
done(const struct feed *f)
{
	uint64_t	 oldest = underway_oldest(f->underway);

	return (oldest != 0 ? oldest - 1 : f->record) - f->before;
}

static int
take_record(struct feed *f, int kind, const struct event *ev,
    const struct reject *what, uint64_t line, struct err *e)
{
	f->record++;
	if (f->record - f->before <= f->skip) {
		f->resumed++;
		return 0;
	}
	f->events++;
	if (kind == 1)
		return submit(f, ev, line, e);
	return refuse(f, what, e);
}

/* 0: the file was read to its end or to where it breaks; -1: the line does
 * not answer. */
static int
read_events(struct feed *f, const char *path, struct reader *r, struct err *e)
{
	struct event		ev;
	struct reject		what;
	struct progress_now	n;
	int			kind;

	for (;;) {
		arena_reset(f->arena);
		kind = reader_next(r, f->arena, &ev, &what, e);
		if (kind <= 0)
			break;
		if (take_record(f, kind, &ev, &what, reader_line(r), e) != 0)
			return -1;
		n = now(f, path, r);
		progress_show(&f->progress, &n);
		if (f->client != NULL)
			stand_save(f->stand, done(f));
	}
	if (kind < 0) {
		f->unreadable++;
		f->code = EXIT_DATA;
		progress_clear(&f->progress);
		link_failed(f->verb, e);
	}
	return 0;
}

static void
say_file(struct feed *f, const char *path, const struct reader *r)
{
	const struct skipped	*s;
	struct progress_now	 n = now(f, path, r);
	size_t			 i, kinds = reader_skipped(r, &s);

	progress_end(&f->progress, &n);
	fprintf(stderr, "%s: %s, %llu %s\n", path, reader_format(r),
	    (unsigned long long)n.events, n.events == 1 ? "event" : "events");
	if (f->skip > 0)
		fprintf(stderr, "  done before: %llu\n",
		    (unsigned long long)f->skip);
	for (i = 0; i < kinds; i++)
		fprintf(stderr, "  left out: %llu %s\n",
		    (unsigned long long)s[i].count, s[i].what);
	if (rejects_path(f->rejects) != NULL)
		fprintf(stderr, "  refused: %llu -> %s\n",
		    (unsigned long long)rejects_count(f->rejects),
		    rejects_path(f->rejects));
}

static int
feed_reader(struct feed *f, const char *path, struct reader *r, struct err *e)
{
	int	 result;

	f->path = path;
	f->stand = stand_open(path);
	f->skip = f->resume ? stand_load(f->stand) : 0;
	f->rejects = rejects_open(path, f->skip > 0);
	f->before = f->record;
	progress_begin(&f->progress);
	result = read_events(f, path, r, e);
	if (result == 0 && f->client != NULL) {
		result = client_flush(f->client, f->patience_ms, e);
		if (result == 0)
			stand_remove(f->stand);
	}
	say_file(f, path, r);
	rejects_close(&f->rejects);
	stand_close(&f->stand);
	return result;
}

int
feed_file(struct feed *f, const char *path, struct err *e)
{
	struct reader	*r = reader_open(path, e);
	int		 result, code;

	f->files++;
	if (r == NULL) {
		f->unreadable++;
		code = link_unread(f->verb, path, e);
		if (f->code != EXIT_DATA)
			f->code = code;
		return 0;
	}
	result = feed_reader(f, path, r, e);
	reader_close(&r);
	return result;
}
