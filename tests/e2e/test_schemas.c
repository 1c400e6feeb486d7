/*
 * The JSON Schemas that are served say what the reader says: every kind of
 * event as it is written, and broken at each place in turn, given to the reader
 * and to ajv.
 */
#include <unistd.h>

#include "formats/cloud_write.h"
#include "formats/cloudevents.h"
#include "tests/lib/fill.h"
#include "tests/lib/invent.h"
#include "tests/lib/script.h"
#include "tests/lib/test.h"

enum { TODAY = 20000, EVENTS = 1000, SEED = 731, PATH = 64 };

/* What only the values tell: a schema lets it through. */
static const char *const	 meaning[] = {
	"is before", "is in the future", "the data is about",
	"is the organisation itself", "is more than two years",
	"linked to one of the five", "is not one of the known metrics",
	"is there twice", "is also the author", "is awarded where",
	"is not a rating;", "has a", "is not the digest", "may not ask for",
	"names this event", "brings no new content", "and so is /exclusion",
	"may not say that a day", "names no key question",
	"expected the kind of the event", "with at most three decimals",
	"is not a set of rules",
};

static const char *
word_of(const struct cloud_item *item)
{
	size_t	 i;

	if (!item->wrong)
		return "taken";
	for (i = 0; i < sizeof(meaning) / sizeof(meaning[0]); i++)
		if (strstr(item->fault.reason, meaning[i]) != NULL)
			return "meaning";
	return "refused";
}

static void
write_event(const struct event *ev, FILE *to)
{
	struct buf	 b = { 0 };
	struct json	 j;

	json_init(&j, &b, 0);
	cloud_write(ev, &j, NULL);
	fprintf(to, "%s\n", b.data);
	buf_release(&b);
}

/* Such as ingest takes, and of each kind one with every field set. */
static void
write_events(const char *path)
{
	struct arena	*a = arena_new(0);
	struct invent	 in = { SEED, a };
	FILE		*to = fopen(path, "w");
	struct event	 ev;
	unsigned	 k;

	assert_non_null(to);
	for (k = KIND_ORGANISATION_SUCCEEDED; k < KIND_COUNT; k++) {
		ev = (struct event){ .source = "/a", .source_id = "1",
		    .kind = (enum event_kind)k, .provider = "RZ9",
		    .location = "", .name = "Z", .trace = "" };
		fill_event(&ev, k, a);
		write_event(&ev, to);
	}
	for (k = 0; k < EVENTS; k++) {
		ev = invent_event(&in, k);
		write_event(&ev, to);
	}
	assert_int_equal(fclose(to), 0);
	arena_free(&a);
}

static void
write_words(const char *cases, const char *words)
{
	struct arena		*a = arena_new(0);
	FILE			*from = fopen(cases, "r"),
				*to = fopen(words, "w");
	struct cloud_item	 item;
	char			*line = NULL;
	size_t			 room = 0;
	ssize_t			 n;

	assert_true(from != NULL && to != NULL);
	while ((n = getline(&line, &room, from)) > 0) {
		item.fault.reason = "";
		cloud_read_json_one((struct bytes){ (const uint8_t *)line,
		    (size_t)n }, TODAY, a, &item);
		fprintf(to, "%s %s\n", word_of(&item), item.wrong ?
		    item.fault.reason : "");
		arena_reset(a);
	}
	free(line);
	fclose(from);
	assert_int_equal(fclose(to), 0);
	arena_free(&a);
}

static void
schemas_say_what_the_reader_says(void **state)
{
	char		 dir[] = "/tmp/test_schemas.XXXXXX", events[PATH],
			 cases[PATH], words[PATH], command[PATH];

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(events, sizeof(events), "%s/events", dir);
	snprintf(cases, sizeof(cases), "%s/cases", dir);
	snprintf(words, sizeof(words), "%s/words", dir);
	snprintf(command, sizeof(command), "rm -r %s", dir);
	write_events(events);
	NPM("break.js", events, cases);
	write_words(cases, words);
	NPM("schemas.js", cases, words);
	pclose(popen(command, "r"));
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(schemas_say_what_the_reader_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
