/*
 * feed - submit events from files.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/json.h"
#include "cli/cmd.h"
#include "cli/identity.h"
#include "cli/link.h"
#include "cli/opt.h"
#include "cli/progress.h"
#include "cli/rejects.h"
#include "cli/underway.h"
#include "proto/client.h"

enum { PATIENCE_SECONDS = 60, SECONDS_A_DAY = 86400 };

/* One call of feed: what it is doing, and what came of it. */
struct feed {
	struct client	*client;
	struct underway	*underway;
	struct arena	*arena;		/* of one record */
	struct progress	 progress;
	struct rejects	*rejects;	/* of the file that is read */
	int64_t		 patience_ms;
	int32_t		 today;
	uint64_t	 tag;
	uint64_t	 before;	/* events of the files before */
	int		 code;

	uint64_t	 files, unreadable, events;
	uint64_t	 accepted, duplicate, conflict, rejected;
};

static int32_t
today(void)
{
	struct timespec	t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (int32_t)(t.tv_sec / SECONDS_A_DAY);
}

static void
refuse(struct feed *f, const struct reject *what)
{
	struct err	e = { 0 };

	f->code = EXIT_DATA;
	if (rejects_add(f->rejects, what, &e) == 0)
		return;
	progress_clear(&f->progress);
	link_failed("feed", &e);
}

/* The line itself refused an event: say which one. */
static void
refuse_answer(struct feed *f, const char *source_id,
    const struct client_answer *answer)
{
	struct reject	what;

	rejects_parse(answer->text, f->arena, &what);
	if (what.field[0] == '\0') {
		what.field = "/source_id";
		what.value = source_id;
	}
	refuse(f, &what);
}

static void
on_answer(void *arg, const struct client_answer *answer)
{
	struct feed	*f = arg;
	uint64_t	*const	counts[] = {
		[ANSWER_ACCEPTED] = &f->accepted,
		[ANSWER_DUPLICATE] = &f->duplicate,
		[ANSWER_CONFLICT] = &f->conflict,
		[ANSWER_REJECTED] = &f->rejected
	};
	const char	*source_id = underway_find(f->underway, answer->tag);

	if (answer->answer < ANSWER_ACCEPTED ||
	    answer->answer > ANSWER_REJECTED)
		return;
	(*counts[answer->answer])++;
	if (answer->answer == ANSWER_CONFLICT ||
	    answer->answer == ANSWER_REJECTED)
		refuse_answer(f, source_id, answer);
	underway_remove(f->underway, answer->tag);
}

static int
submit(struct feed *f, const struct event *ev, struct err *e)
{
	struct reject	what;

	f->events++;
	if (event_check(ev, f->today, e) != 0) {
		f->rejected++;
		rejects_parse(e->text, f->arena, &what);
		refuse(f, &what);
		return 0;
	}
	underway_add(f->underway, ++f->tag, ev->source_id);
	return client_submit(f->client, ev, f->tag, f->patience_ms, e);
}

static void
show_progress(struct feed *f, const char *path, const struct reader *r)
{
	struct progress_now	now = { .file = path,
				    .events = f->events - f->before,
				    .rejected = rejects_count(f->rejects) };

	reader_progress(r, &now.done, &now.total);
	progress_show(&f->progress, &now);
}

/* 0: the file was read to its end or to where it breaks; -1: the line does
 * not answer. */
static int
read_events(struct feed *f, const char *path, struct reader *r, struct err *e)
{
	struct event	ev;
	struct reject	what;
	int		kind;

	for (;;) {
		arena_reset(f->arena);
		kind = reader_next(r, f->arena, &ev, &what, e);
		if (kind <= 0)
			break;
		if (kind == 1 && submit(f, &ev, e) != 0)
			return -1;
		if (kind == 2) {
			f->events++;
			f->rejected++;
			refuse(f, &what);
		}
		show_progress(f, path, r);
	}
	if (kind < 0) {
		f->unreadable++;
		f->code = EXIT_DATA;
		progress_clear(&f->progress);
		link_failed("feed", e);
	}
	return 0;
}

static void
say_file(struct feed *f, const char *path, const struct reader *r)
{
	const struct skipped	*s;
	size_t			 i, n = reader_skipped(r, &s);

	progress_clear(&f->progress);
	fprintf(stderr, "%s: %s, %llu events\n", path, reader_format(r),
	    (unsigned long long)(f->events - f->before));
	for (i = 0; i < n; i++)
		fprintf(stderr, "  left out: %llu %s\n",
		    (unsigned long long)s[i].count, s[i].what);
	if (rejects_path(f->rejects) != NULL)
		fprintf(stderr, "  refused: %llu -> %s\n",
		    (unsigned long long)rejects_count(f->rejects),
		    rejects_path(f->rejects));
}

/* All of one file, answered; -1: the line does not answer. */
static int
feed_file(struct feed *f, const char *path, struct err *e)
{
	struct reader	*r = reader_open(path, e);
	int		 result;

	f->files++;
	if (r == NULL) {
		f->unreadable++;
		f->code = EXIT_DATA;
		link_failed("feed", e);
		return 0;
	}
	f->rejects = rejects_open(path);
	f->before = f->events;
	progress_begin(&f->progress);
	result = read_events(f, path, r, e);
	if (result == 0)
		result = client_flush(f->client, f->patience_ms, e);
	say_file(f, path, r);
	rejects_close(&f->rejects);
	reader_close(&r);
	return result;
}

static void
print_summary(const struct feed *f, int64_t ms)
{
	fprintf(stderr, "%llu %s, %llu events in %lld.%lld s: accepted %llu   "
	    "duplicate %llu   conflict %llu   rejected %llu\n",
	    (unsigned long long)f->files, f->files == 1 ? "file" : "files",
	    (unsigned long long)f->events, (long long)(ms / 1000),
	    (long long)(ms % 1000 / 100), (unsigned long long)f->accepted,
	    (unsigned long long)f->duplicate, (unsigned long long)f->conflict,
	    (unsigned long long)f->rejected);
	if (f->unreadable > 0)
		fprintf(stderr, "%llu could not be read to the end\n",
		    (unsigned long long)f->unreadable);
}

static void
print_json(const struct feed *f, int64_t ms)
{
	struct buf	b = { 0 }, seconds = { 0 };
	struct json	j;

	buf_printf(&seconds, "%lld.%03lld", (long long)(ms / 1000),
	    (long long)(ms % 1000));
	json_init(&j, &b, 0);
	json_object(&j, NULL);
	json_int(&j, "files", (int64_t)f->files);
	json_int(&j, "unreadable", (int64_t)f->unreadable);
	json_int(&j, "events", (int64_t)f->events);
	json_int(&j, "accepted", (int64_t)f->accepted);
	json_int(&j, "duplicate", (int64_t)f->duplicate);
	json_int(&j, "conflict", (int64_t)f->conflict);
	json_int(&j, "rejected", (int64_t)f->rejected);
	json_raw(&j, "seconds", seconds.data, seconds.len);
	json_end(&j);
	puts(b.data);
	buf_release(&b);
	buf_release(&seconds);
}

static void
feed_files(struct feed *f, int n, char **path)
{
	struct err	e = { 0 };
	int		i;

	for (i = 0; i < n; i++)
		if (feed_file(f, path[i], &e) != 0) {
			f->code = EXIT_LATER;
			cmd_say("feed", "%s; %zu events are not answered: feed "
			    "the same files again", e.text,
			    client_pending(f->client));
			return;
		}
}

static int
run(struct feed *f, int n, char **path, int json)
{
	struct key_conf	 key;
	const char	*endpoint;
	struct err	 e = { 0 };
	int64_t		 ms = progress_clock();
	int		 code = identity_load("feed", &key);

	if (code != EXIT_OK)
		return code;
	endpoint = link_setting("feed", "SIXTHKEY_SUBMIT");
	if (endpoint == NULL)
		return EXIT_USAGE;
	f->client = client_open_as(&key, endpoint, 0, on_answer, f, &e);
	if (f->client == NULL)
		return link_failed("feed", &e);
	f->underway = underway_new();
	f->arena = arena_new(0);
	f->today = today();
	feed_files(f, n, path);
	ms = progress_clock() - ms;
	print_summary(f, ms);
	if (json)
		print_json(f, ms);
	client_close(&f->client);
	underway_free(&f->underway);
	arena_free(&f->arena);
	return f->code;
}

int
cmd_feed(int argc, char **argv)
{
	struct feed		 f = { 0 };
	int64_t			 patience = PATIENCE_SECONDS;
	int			 json = 0, n;
	const struct opt	 opts[] = {
		{ "json", 0, OPT_FLAG, &json },
		{ "patience", 0, OPT_NUMBER, &patience },
		{ 0 }
	};

	if ((n = opt_parse(opts, argc, argv)) < 0)
		return EXIT_USAGE;
	if (n == 0)
		return cmd_misused("feed", "name at least one file, or - for "
		    "standard input");
	f.patience_ms = patience * 1000;
	return run(&f, n, argv + 1, json);
}
