#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "proto/convert.h"
#include "proto/decision.h"
#include "proto/event_text.h"
#include "workers/runtime/case.h"

enum { EXIT_DATA = 65, EXIT_NO_INPUT = 66, MESSAGES = 100, ROWS = 20,
	TASKS = 2 * MESSAGES };	/* events and looks */

struct kase {
	const struct worker	*worker;
	struct arena		*arena;
	int32_t			 today;
	int64_t			 seq;
	uint32_t		 version;
	struct event_text	*open;		/* the event being read */
	const struct event	*event[MESSAGES];
	size_t			 nevent, nknown;
	struct look		 look[MESSAGES];
	size_t			 nlook;
	int64_t			 head;
	enum decision		 deserves;
	const char		*holds;
	struct state_row	 row[1 + ROWS];	/* the head first */
	size_t			 nrow;
	struct task		 task[TASKS];
	size_t			 ntask;
};

static void
close_event(struct kase *k)
{
	if (k->open == NULL)
		return;
	k->event[k->nevent++] = event_text_end(k->open);
	k->open = NULL;
}

static int
open_event(struct kase *k, const char *value, struct err *e)
{
	close_event(k);
	if (k->nevent == MESSAGES)
		return err_set(e, ERR_INPUT, "more than %d events", MESSAGES);
	k->open = ARENA_NEW(k->arena, struct event_text);
	return event_text_begin(k->open, value, k->arena, e);
}

static int
add_look(struct kase *k, const char *value)
{
	const char	*bar = strchr(value, '|');
	int64_t		 version = 0;
	size_t		 n = bar == NULL ? strlen(value) : (size_t)(bar - value);

	while (n > 0 && value[n - 1] == ' ')
		n--;
	if (bar != NULL)
		text_number(bar + 1 + strspn(bar + 1, " "), 0, INT32_MAX,
		    &version);
	k->look[k->nlook++] = (struct look){ arena_textn(k->arena, value, n),
	    (uint32_t)version };
	return 0;
}

/* The part before the bar; moves behind it. */
static const char *
part(struct kase *k, const char **rest)
{
	size_t	 len = strcspn(*rest, "|"), n = len;
	const char *s = *rest;

	*rest += len + (s[len] == '|');
	*rest += strspn(*rest, " ");
	while (n > 0 && s[n - 1] == ' ')
		n--;
	return arena_textn(k->arena, s, n);
}

/* A version, as publication_read_open gives it. */
static int
add_version(struct kase *k, const char *value, int held)
{
	const char	*number = part(k, &value);
	const char	*why = held ? part(k, &value) : "";
	enum decision	 verdict = held ? DECISION_HOLD : DECISION_RELEASE;
	int64_t		 version = 0;

	text_number(number, 1, INT32_MAX, &version);
	k->row[k->nrow++] = (struct state_row){ { V_NULL, V_INT(version),
	    V_INT(held ? verdict : DECISION_NONE), V_INT(verdict),
	    V_TEXT(why), V_TEXT(why) } };
	return 0;
}

static enum decision
decision_parse(const char *word)
{
	static const char *const words[] = { "", "hold", "release",
	    "withhold", "suspend" };
	unsigned		 i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i], word) == 0)
			return (enum decision)i;
	return DECISION_NONE;
}

static int
set_deserved(struct kase *k, const char *value)
{
	k->deserves = decision_parse(part(k, &value));
	k->holds = arena_text(k->arena, value);
	return 0;
}

static int
set_number(struct kase *k, const char *key, const char *value, struct err *e)
{
	int64_t	 n;

	if (text_number(value, 0, INT32_MAX, &n) != 0)
		return err_set(e, ERR_INPUT, "%s: \"%s\" is not a number", key,
		    value);
	if (strcmp(key, "seq") == 0)
		k->seq = n;
	else if (strcmp(key, "version") == 0)
		k->version = (uint32_t)n;
	else
		k->head = n;
	return 0;
}

static int
take_line(struct kase *k, const char *key, const char *value, struct err *e)
{
	if (strcmp(key, "event") == 0)
		return open_event(k, value, e);
	if (strcmp(key, "today") == 0) {
		k->today = day_parse(value).serial;
		return 0;
	}
	if (strcmp(key, "known") == 0) {
		close_event(k);
		k->nknown = k->nevent;
		return 0;
	}
	if (strcmp(key, "look") == 0 && k->nlook < MESSAGES)
		return add_look(k, value);
	if (strcmp(key, "undecided") == 0 && k->nrow < ROWS)
		return add_version(k, value, 0);
	if (strcmp(key, "held") == 0 && k->nrow < ROWS)
		return add_version(k, value, 1);
	if (strcmp(key, "deserves") == 0)
		return set_deserved(k, value);
	if (strcmp(key, "seq") == 0 || strcmp(key, "version") == 0 ||
	    strcmp(key, "head") == 0)
		return set_number(k, key, value, e);
	if (k->open == NULL)
		return err_set(e, ERR_INPUT, "no key \"%s\" in a case", key);
	return event_text_line(k->open, key, value, k->arena, e);
}

static int
read_lines(struct kase *k, const char *text, struct err *e)
{
	int	 number = 1;

	for (; *text != '\0'; number++) {
		size_t	 len = strcspn(text, "\n");
		char	*line = arena_textn(k->arena, text, len);
		char	*colon = strchr(line, ':');

		text += len + (text[len] == '\n');
		if (line[0] == '#' || line[strspn(line, " \t")] == '\0')
			continue;
		if (colon == NULL)
			return err_set(e, ERR_INPUT, "line %d: expected \"key: "
			    "value\"", number);
		*colon++ = '\0';
		colon += strspn(colon, " ");
		if (take_line(k, line, colon, e) != 0)
			return err_add(e, "line %d", number);
	}
	close_event(k);
	return 0;
}

static struct bytes
keep(struct kase *k, struct buf *b)
{
	struct bytes	 kept = arena_bytes(k->arena, b->data, b->len);

	buf_release(b);
	return kept;
}

static void
add_task(struct kase *k, struct buf *payload, const struct event *ev)
{
	k->task[k->ntask] = (struct task){ .id = k->ntask + 1, .attempt = 1,
	    .source = ev == NULL ? "" : ev->source,
	    .source_id = ev == NULL ? "" : ev->source_id, .trace = "",
	    .payload = keep(k, payload) };
	k->ntask++;
}

static void
make_tasks(struct kase *k)
{
	struct statement	 s;
	size_t			 i;

	for (i = k->nknown; i < k->nevent; i++) {
		struct buf	 b = { 0 };

		if (k->worker->fold != NULL) {
			statement_make(k->event[i], &s);
			statement_pack(&s, &b);
		} else
			event_pack(k->event[i], &b);
		add_task(k, &b, k->event[i]);
	}
	for (i = 0; i < k->nlook; i++) {
		struct buf	 b = { 0 };

		look_pack(&k->look[i], &b);
		add_task(k, &b, NULL);
	}
}

/* seq and state, as combination_read gives them. */
static void
make_state(struct kase *k)
{
	struct statement	*s = ARENA_ARRAY(k->arena, k->nknown,
				    struct statement);
	struct state		 none = { 0 }, st;
	struct buf		 b = { 0 };
	size_t			 i;

	if (k->nknown == 0)
		return;
	for (i = 0; i < k->nknown; i++)
		statement_make(k->event[i], &s[i]);
	none.subject = s[0].subject;
	none.version = k->version;
	state_merge(&none, s, k->nknown, k->arena, &st);
	state_pack(&st, &b);
	k->row[k->nrow++] = (struct state_row){ { V_INT(k->seq),
	    V_BYTES(keep(k, &b)) } };
}

/* Where the subject stands, with its newest version, before the others. */
static void
make_head(struct kase *k)
{
	struct state_row	 head = { { V_INT(k->head), V_NULL } };

	if (k->worker->stage != STAGE_PUBLICATION)
		return;
	if (k->nrow == 0)
		k->nrow = 1;
	else {
		head = k->row[k->nrow - 1];
		head.v[0] = V_INT(k->head);
		head.v[3] = V_INT(k->deserves);
		head.v[4] = V_TEXT(k->holds);
		memmove(k->row + 1, k->row,
		    (k->nrow - 1) * sizeof(k->row[0]));
	}
	k->row[0] = head;
}

static void
print_refusal(struct buf *out, size_t task, const struct err *e)
{
	buf_printf(out, "%s %zu %s\n", e->kind == ERR_NEWER ? "park" :
	    "refuse", task, e->text);
}

static void
step_fold(struct kase *k, struct effects *fx, struct buf *out)
{
	const struct task	*task[TASKS];
	const void		*message[TASKS];
	struct subject_batch	 sb = { .row = k->row, .nrow = k->nrow,
				    .task = task, .message = message,
				    .ntask = k->ntask };
	struct err		 e;
	size_t			 i;

	for (i = 0; i < k->ntask; i++) {
		task[i] = &k->task[i];
		message[i] = k->worker->unpack(task[i], k->arena, &sb.subject,
		    &e);
		if (message[i] == NULL) {
			print_refusal(out, i + 1, &e);
			return;
		}
	}
	if (k->ntask != 0 && k->worker->fold(&sb, fx, &e) != 0)
		print_refusal(out, 0, &e);
}

static void
step_each(struct kase *k, struct effects *fx, struct buf *out)
{
	struct admission	 admission;
	struct err		 e;
	size_t			 i;
	int			 rc;

	for (i = 0; i < k->ntask; i++) {
		struct effects_mark	 mark = effects_mark(fx);

		rc = k->worker->door != NULL ?
		    k->worker->door(&k->task[i], k->today, &admission, fx, &e) :
		    k->worker->map(&k->task[i], fx, &e);
		if (rc != 0) {
			effects_undo(fx, mark);
			print_refusal(out, i + 1, &e);
		}
	}
}

int
case_effects(const struct worker *w, const char *text, struct buf *out,
    struct err *e)
{
	struct arena	*a = arena_new(0);
	struct kase	*k = ARENA_NEW(a, struct kase);
	struct effects	 fx;
	int		 rc;

	k->worker = w;
	k->deserves = DECISION_RELEASE;
	k->holds = "";
	k->arena = a;
	effects_init(&fx, w->groups, a);
	rc = read_lines(k, text, e);
	if (rc == 0) {
		make_state(k);
		make_head(k);
		make_tasks(k);
		(w->fold != NULL ? step_fold : step_each)(k, &fx, out);
		effects_print(&fx, out);
	}
	arena_free(&a);
	return rc;
}

int
case_run(const struct worker *w, const char *path)
{
	FILE		*f = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
	struct buf	 in = { 0 }, out = { 0 };
	struct err	 e;
	size_t		 n;
	int		 rc;

	if (f == NULL) {
		perror(path);
		return EXIT_NO_INPUT;
	}
	while ((n = fread(buf_room(&in, 4096), 1, 4096, f)) > 0)
		in.len += n;
	if (f != stdin)
		fclose(f);
	buf_char(&in, '\n');
	rc = case_effects(w, in.data, &out, &e);
	if (rc != 0)
		fprintf(stderr, "%s: %s\n", path, e.text);
	else if (out.len != 0)
		fwrite(out.data, 1, out.len, stdout);
	buf_release(&in);
	buf_release(&out);
	return rc == 0 ? 0 : EXIT_DATA;
}
