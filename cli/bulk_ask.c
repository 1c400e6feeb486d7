#include "cli/act.h"
#include "cli/bulk_ask.h"
#include "cli/cmd.h"
#include "cli/opt.h"
#include "operations/aside.h"
#include "operations/moment.h"

/* A snapshot says itself which messages. */
static int
is_filtered(const struct bulk_ask *w)
{
	return pick_asks(&w->which.pick) || w->which.event != 0 ||
	    w->which.exclude != NULL || w->which.since != NULL ||
	    w->which.ruleset != NULL;
}

static int
is_bound(const struct bulk_ask *w)
{
	return *w->snapshot != '\0' || *w->cancel != '\0';
}

static int
doubly_filtered(const char *verb)
{
	return cmd_misused(verb, "a snapshot says itself which are meant: "
	    "give no filter with it");
}

static int
read_since(const char *verb, struct bulk_wish *w, struct arena *a)
{
	const char	*word = w->since;

	if (word == NULL)
		return EXIT_OK;
	w->since = moment_now(word, MOMENT_BEGINS, a);
	return w->since != NULL ? EXIT_OK : cmd_misused(verb, "--since takes "
	    MOMENT_WORDS ", not \"%s\"", word);
}

/* Words to values.  What was not said is dead letters, or whatever the event
 * is. */
static int
settle(const char *verb, struct bulk_ask *w, struct arena *a)
{
	struct bulk_wish	*k = &w->which;
	struct pick		*p = &k->pick;
	struct err		 e = { 0 };
	int			 code = EXIT_OK;

	if (is_bound(w) && is_filtered(w))
		return doubly_filtered(verb);
	if (p->word[PICK_STAGE] != NULL)
		code = act_stage(verb, p->word[PICK_STAGE], 0, &p->stage);
	if (code != EXIT_OK)
		return code;
	if (p->word[PICK_STATE] != NULL &&
	    aside_verdict(p->word[PICK_STATE]) == VERDICT_NONE)
		return cmd_misused(verb, "--verdict takes dead, retry or "
		    "parked, not \"%s\"", p->word[PICK_STATE]);
	if (p->word[PICK_STATE] == NULL && k->event == 0)
		p->word[PICK_STATE] = aside_word(VERDICT_DEAD);
	if (pick_read(p, a, &e) != 0)
		return cmd_misused(verb, "--accepted-%s", e.text);
	return read_since(verb, k, a);
}

static const struct bulk_ask	 unsaid = {
	.reason = "", .snapshot = "", .cancel = "", .confirm = BULK_UNSAID,
	.form = FORM_TABLE
};

/* The rows that all of them have. */
#define OPTS_OF_ALL(w, word) \
	{ "output", 'o', OPT_FORM, &(w)->form }, \
	{ "trust", 0, OPT_TEXT, &(word)[PICK_SUBJECT] }, \
	{ "source", 0, OPT_TEXT, &(word)[PICK_SOURCE] }, \
	{ "stage", 0, OPT_TEXT, &(word)[PICK_STAGE] }, \
	{ "class", 0, OPT_TEXT, &(word)[PICK_ERROR] }, \
	{ "trace", 0, OPT_TEXT, &(word)[PICK_TRACE] }, \
	{ "reason", 0, OPT_TEXT, &(w)->reason }, \
	{ "snapshot", 0, OPT_TEXT, &(w)->snapshot }, \
	{ "cancel", 0, OPT_TEXT, &(w)->cancel }, \
	{ "yes", 0, OPT_FLAG, &(w)->yes }, \
	{ "confirm", 0, OPT_NUMBER, &(w)->confirm }

/* They take no operand; `instead` says how what it may have meant is named. */
static int
parse(const struct opt *opts, int argc, char **argv, const char *instead)
{
	int	 n = opt_parse(opts, argc, argv);

	if (n < 0)
		return EXIT_USAGE;
	return n == 0 ? EXIT_OK : cmd_misused(argv[0], "takes options alone; "
	    "%s", instead);
}

int
bulk_ask_read(struct bulk_ask *w, int argc, char **argv, struct arena *a)
{
	const char	**word = w->which.pick.word;
	const struct opt opts[] = {
		OPTS_OF_ALL(w, word),
		{ "verdict", 0, OPT_TEXT, &word[PICK_STATE] },
		{ "event", 0, OPT_NUMBER, &w->which.event },
		{ "exclude-class", 0, OPT_TEXT, &w->which.exclude },
		{ "since", 0, OPT_TEXT, &w->which.since },
		{ "accepted-since", 0, OPT_TEXT, &word[PICK_SINCE] },
		{ "accepted-until", 0, OPT_TEXT, &word[PICK_UNTIL] },
		{ 0 }
	};
	int		 code;

	*w = unsaid;
	code = parse(opts, argc, argv, "a message is named by --event ID");
	return code == EXIT_OK ? settle(argv[0], w, a) : code;
}

static int
settle_replay(struct bulk_ask *w, struct arena *a)
{
	struct pick	*p = &w->which.pick;
	struct err	 e = { 0 };
	int		 code = EXIT_OK;

	if (is_bound(w))
		return is_filtered(w) ? doubly_filtered("replay") : EXIT_OK;
	if (!pick_asks(p))
		return cmd_misused("replay", "say --trust ORGANISATION, or "
		    "--since TIME for all that have events since then, or any "
		    "other filter of get events");
	if (p->word[PICK_STAGE] != NULL)
		code = act_stage("replay", p->word[PICK_STAGE], 0, &p->stage);
	if (code != EXIT_OK)
		return code;
	return pick_read(p, a, &e) == 0 ? EXIT_OK :
	    cmd_misused("replay", "--%s", e.text);
}

int
bulk_ask_replay(struct bulk_ask *w, int argc, char **argv, struct arena *a)
{
	const char	**word = w->which.pick.word;
	const struct opt opts[] = {
		OPTS_OF_ALL(w, word),
		{ "state", 0, OPT_TEXT, &word[PICK_STATE] },
		{ "since", 0, OPT_TEXT, &word[PICK_SINCE] },
		{ "until", 0, OPT_TEXT, &word[PICK_UNTIL] },
		{ "ruleset", 0, OPT_TEXT, &w->which.ruleset },
		{ 0 }
	};
	int		 code;

	*w = unsaid;
	code = parse(opts, argc, argv, "an organisation is named by --trust "
	    "ORGANISATION");
	return code == EXIT_OK ? settle_replay(w, a) : code;
}
