/*
 * A trace goes through the whole line, whichever way a message takes: the spans
 * of one event, which four processes wrote, join.
 */
#include <jansson.h>
#include <signal.h>
#include <unistd.h>

#include "tests/e2e/operator.h"

#define TRACE	"0af7651916cd43dd8448eb211c80319c"
#define PARENT	"b7ad6b7169203331"

enum { SPANS = 64 };

struct span {
	const char	*trace, *id, *parent, *name, *event;
	int64_t		 began, ended;
};

static char		 folder[] = "/tmp/sixthkey-trace.XXXXXX";
static char		 path[64], setting[96];
static struct span	 span[SPANS];
static size_t		 nspan;
static json_t		*kept[SPANS];	/* the lines that they are of */
static size_t		 nkept;

static void
submit(struct line *l, uint64_t i, const char *trace)
{
	struct arena	*a = arena_new(0);
	struct event	 ev = *load_event(&load, i, a);

	ev.trace = trace;
	assert_int_equal(submit_event(l, &ev).answer, ANSWER_ACCEPTED);
	arena_free(&a);
}

static const char *
text(const json_t *o, const char *key)
{
	return json_string_value(json_object_get(o, key));
}

static const char *
attribute(const json_t *o, const char *name)
{
	const json_t	*all = json_object_get(o, "attributes"), *at;
	size_t		 i;

	json_array_foreach(all, i, at)
		if (strcmp(text(at, "key"), name) == 0)
			return text(json_object_get(at, "value"), "intValue");
	return NULL;
}

static void
take_line(const char *line)
{
	json_t		*o = json_loads(line, 0, NULL);
	const json_t	*in, *at;
	size_t		 i;

	assert_non_null(o);
	assert_true(nkept < SPANS);
	kept[nkept++] = o;
	in = json_array_get(json_object_get(o, "resourceSpans"), 0);
	in = json_array_get(json_object_get(in, "scopeSpans"), 0);
	json_array_foreach(json_object_get(in, "spans"), i, at) {
		assert_true(nspan < SPANS);
		span[nspan++] = (struct span){ text(at, "traceId"),
		    text(at, "spanId"), text(at, "parentSpanId"),
		    text(at, "name"), attribute(at, "sixthkey.event"),
		    strtoll(text(at, "startTimeUnixNano"), NULL, 10),
		    strtoll(text(at, "endTimeUnixNano"), NULL, 10) };
	}
}

static void
read_spans(void)
{
	FILE	*f = fopen(path, "r");
	char	*line = NULL;
	size_t	 size = 0;

	assert_non_null(f);
	while (getline(&line, &size, f) > 0)
		take_line(line);
	free(line);
	fclose(f);
}

/* One span of each stage, each with an id of its own, after one another. */
static void
assert_joined(const char *event, const char *trace, const char *parent)
{
	const struct span	*of[STAGE_COUNT] = { NULL };
	size_t			 i;
	int			 s;

	for (i = 0; i < nspan; i++) {
		if (strcmp(span[i].event, event) != 0)
			continue;
		s = (int)stage_parse(span[i].name);
		assert_int_not_equal(s, STAGE_NONE);
		if (of[s] != NULL)
			fail_msg("two spans of %s", span[i].name);
		of[s] = &span[i];
	}
	for (s = STAGE_INGEST; s < STAGE_COUNT; s++) {
		if (of[s] == NULL)
			fail_msg("event %s: no span of %s", event,
			    stage_name((enum stage)s));
		assert_string_equal(of[s]->trace, trace != NULL ? trace :
		    of[STAGE_INGEST]->trace);
		assert_int_equal(strlen(of[s]->id), 16);
		assert_true(of[s]->began <= of[s]->ended);
		if (parent == NULL)
			assert_null(of[s]->parent);
		else
			assert_string_equal(of[s]->parent, parent);
		if (s > STAGE_INGEST) {
			assert_string_not_equal(of[s]->id, of[s - 1]->id);
			assert_true(of[s]->began >= of[s - 1]->began);
		}
	}
}

static void
restart(struct line *l, enum stage s, int signo)
{
	line_signal(l, s, 0, signo);
	line_reap(l, s, 0);
	line_again(l, s, 0);
}

static void
spans_of_an_event_join(void **state)
{
	const char	*const worker[] = { setting, NULL };
	struct line	*l = line_start(pg_shared(), 1, NULL, worker);

	(void)state;
	submit(l, 0, "00-" TRACE "-" PARENT "-01");
	submit(l, 1, "");
	line_settle(l, 2, SETTLE_S);
	/* By way of the database: who had it in hand is gone. */
	line_signal(l, STAGE_ASSESSMENT, 0, SIGKILL);
	line_reap(l, STAGE_ASSESSMENT, 0);
	submit(l, 2, "00-" TRACE "-" PARENT "-01");
	restart(l, STAGE_NONE, SIGKILL);
	line_again(l, STAGE_ASSESSMENT, 0);
	line_settle(l, 3, SETTLE_S);
	line_stop(&l);
	read_spans();
	assert_joined("1", TRACE, PARENT);
	assert_joined("2", NULL, NULL);
	assert_joined("3", TRACE, PARENT);
	connect_verbs();
	VERB(EXIT_OK, "journey", "3");
	verb_said("00-" TRACE "-" PARENT "-01");
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(spans_of_an_event_join),
	};
	int			 failed;

	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/spans", folder);
	snprintf(setting, sizeof(setting), "trace_file=%s", path);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	while (nkept > 0)
		json_decref(kept[--nkept]);
	unlink(path);
	rmdir(folder);
	return failed;
}
