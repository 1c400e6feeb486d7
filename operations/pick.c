#include <string.h>

#include "base/buf.h"
#include "operations/aside.h"
#include "operations/moment.h"
#include "operations/pick.h"

const enum query pick_queries[] = {
	Q_SHOW_EVENT_BOUNDS, Q_SHOW_EVENTS_BY, Q_NONE
};

const struct pick_name pick_names[PICK_FIELDS] = {
	[PICK_SUBJECT] = { "subject", "trust" },
	[PICK_SOURCE] = { "source", "source" },
	[PICK_STAGE] = { "stage", "stage" },
	[PICK_STATE] = { "state", "state" },
	[PICK_ERROR] = { "error", "class" },
	[PICK_TRACE] = { "trace", "trace" },
	[PICK_SINCE] = { "since", "since" },
	[PICK_UNTIL] = { "until", "until" },
};

const char *const pick_states[] = {
	"waiting", "retry", "dead", "parked", "through", NULL
};

/* What is said of a text that has to be just so. */
static const struct {
	enum pick_field	 field;
	const char	*before, *after;
} sayings[] = {
	{ PICK_SUBJECT, ", of ", "" },
	{ PICK_SOURCE, ", of sources that begin with \"", "\"" },
	{ PICK_ERROR, ", with \"", "\" in the error" },
	{ PICK_TRACE, ", with \"", "\" in the trace" },
};

const char *
pick_word(const struct pick *p, enum pick_field f)
{
	return p->word[f] == NULL ? "" : p->word[f];
}

int
pick_asks(const struct pick *p)
{
	int	 f;

	for (f = 0; f < PICK_FIELDS; f++)
		if (*pick_word(p, (enum pick_field)f) != '\0')
			return 1;
	return 0;
}

/* ---- from words ------------------------------------------------------------- */

static int
read_state(struct pick *p, struct err *e)
{
	const char	*word = pick_word(p, PICK_STATE);

	p->state = strcmp(word, "waiting") == 0 ? PICK_WAITING :
	    strcmp(word, "through") == 0 ? PICK_THROUGH :
	    (int32_t)aside_verdict(word);
	return *word == '\0' || p->state != 0 ? 0 : err_set(e, ERR_INPUT,
	    "state takes waiting, retry, dead, parked or through, not \"%s\"",
	    word);
}

static int
read_stage(struct pick *p, struct err *e)
{
	const char	*word = pick_word(p, PICK_STAGE);

	p->stage = stage_parse(word);
	return *word == '\0' || p->stage != STAGE_NONE ? 0 : err_set(e,
	    ERR_INPUT, "there is no stage \"%s\"", word);
}

static int
read_time(const struct pick *p, enum pick_field f, enum moment_edge edge,
    const char **out, struct arena *a, struct err *e)
{
	const char	*word = pick_word(p, f);

	*out = *word == '\0' ? NULL : moment_now(word, edge, a);
	return *word == '\0' || *out != NULL ? 0 : err_set(e, ERR_INPUT,
	    "%s takes " MOMENT_WORDS ", not \"%s\"", pick_names[f].argument,
	    word);
}

int
pick_read(struct pick *p, struct arena *a, struct err *e)
{
	if (read_stage(p, e) != 0 || read_state(p, e) != 0 ||
	    read_time(p, PICK_SINCE, MOMENT_BEGINS, &p->since, a, e) != 0 ||
	    read_time(p, PICK_UNTIL, MOMENT_ENDS, &p->until, a, e) != 0)
		return -1;
	if (p->since == NULL || p->until == NULL ||
	    strcmp(p->since, p->until) < 0)
		return 0;
	return err_set(e, ERR_INPUT, "since %s is not before until %s, so "
	    "nothing can be between", p->since, p->until);
}

/* ---- to words --------------------------------------------------------------- */

void
pick_say(const struct pick *p, struct buf *b)
{
	size_t	 i;

	for (i = 0; i < sizeof(sayings) / sizeof(sayings[0]); i++) {
		const char	*word = pick_word(p, sayings[i].field);

		if (*word != '\0')
			buf_printf(b, "%s%s%s", sayings[i].before, word,
			    sayings[i].after);
	}
	if (p->since != NULL)
		buf_printf(b, ", accepted since %s", p->since);
	if (p->until != NULL)
		buf_printf(b, "%s before %s", p->since != NULL ? " and" :
		    ", accepted", p->until);
}

/* As one word of a shell. */
static void
add_quoted(struct buf *b, const char *word)
{
	static const char	 plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789-_./:+=@";

	if (word[strspn(word, plain)] == '\0') {
		buf_text(b, word);
		return;
	}
	buf_char(b, '\'');
	for (; *word != '\0'; word++)
		if (*word == '\'')
			buf_text(b, "'\\''");
		else
			buf_char(b, *word);
	buf_char(b, '\'');
}

void
pick_options(const struct pick *p, struct buf *b)
{
	int	 f;

	for (f = 0; f < PICK_FIELDS; f++) {
		const char	*word = pick_word(p, (enum pick_field)f);

		if (*word == '\0')
			continue;
		buf_printf(b, " --%s ", pick_names[f].option);
		add_quoted(b, word);
	}
}

/* ---- in the database -------------------------------------------------------- */

static const char *
or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

void
pick_params(const struct pick *p, struct params *out)
{
	params_text(out, pick_word(p, PICK_SUBJECT));
	params_text(out, pick_word(p, PICK_SOURCE));
	params_int4(out, (int32_t)p->stage);
	params_int4(out, p->state);
	params_text(out, pick_word(p, PICK_TRACE));
	params_text(out, pick_word(p, PICK_ERROR));
	params_text(out, or_empty(p->since));
	params_text(out, or_empty(p->until));
}

int
pick_bounds(const struct pick *p, struct db *db, struct pick_range *out,
    struct err *e)
{
	struct params	*params = params_new();
	struct rows	*rows;

	params_text(params, or_empty(p->since));
	params_text(params, or_empty(p->until));
	rows = db_run(db, Q_SHOW_EVENT_BOUNDS, params, NULL, e);
	params_free(&params);
	if (rows == NULL)
		return -1;
	*out = (struct pick_range){ rows_int(rows, 0, 0), rows_int(rows, 0, 1) };
	rows_free(&rows);
	return 0;
}

struct rows *
pick_rows(const struct pick *p, struct db *db, const struct pick_range *r,
    int32_t most, int64_t *next, struct err *e)
{
	struct params	*params = params_new();
	struct rows	*rows;
	size_t		 n;

	params_int8(params, r->high);
	params_int4(params, most);
	pick_params(p, params);
	rows = db_run(db, Q_SHOW_EVENTS_BY, params, NULL, e);
	params_free(&params);
	if (rows == NULL)
		return NULL;
	n = rows_count(rows);
	*next = n == (size_t)most ? rows_int(rows, n - 1, 0) :
	    r->high - PICK_SPAN;
	if (*next <= r->low)
		*next = 0;
	return rows;
}
