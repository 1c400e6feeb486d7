/*
 * award, publish, withdraw, correct - what people decide about a rating.  Each
 * is an event like any other: it goes through the line, and needs two people.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "cli/act.h"
#include "cli/cmd.h"
#include "cli/desk_submit.h"
#include "cli/link.h"
#include "cli/opt.h"
#include "formats/motion.h"
#include "formats/reader.h"
#include "operations/version.h"

enum { WORDS = 8 };

struct wish {
	const char	*verb;
	struct motion	 motion;
	struct motion_word word[WORDS];
	const char	*on, *until, *proposed, *from, *with;
	const char	*rationale, *reference;
	int64_t		 version;
	int		 yes, retract;
	enum form	 form;		/* of what is said */
	struct arena	*arena;
	struct db	*db;
};

static void
add_word(struct wish *w, const char *name, const char *value)
{
	if (value != NULL)
		w->word[w->motion.nword++] = (struct motion_word){ name, value };
}

/* Who, why, and where that is written down, in one text for kinds that have no
 * field of their own for each. */
static const char *
account(const struct wish *w)
{
	return arena_printf(w->arena, "%s (%s, agreed by %s%s%s)",
	    w->rationale, w->motion.author, w->motion.approver,
	    w->reference == NULL ? "" : "; ",
	    w->reference == NULL ? "" : w->reference);
}

static int
read_wish(int argc, char **argv, struct wish *w, int *n)
{
	struct motion		*m = &w->motion;
	const struct opt	 opts[] = {
		{ "on", 0, OPT_TEXT, &w->on },
		{ "embargo", 0, OPT_TEXT, &w->until },
		{ "proposed", 0, OPT_TEXT, &w->proposed },
		{ "from", 0, OPT_TEXT, &w->from },
		{ "with", 0, OPT_TEXT, &w->with },
		{ "version", 0, OPT_NUMBER, &w->version },
		{ "author", 0, OPT_TEXT, &m->author },
		{ "approver", 0, OPT_TEXT, &m->approver },
		{ "rationale", 0, OPT_TEXT, &w->rationale },
		{ "reason", 0, OPT_TEXT, &w->rationale },
		{ "deviation-reason", 0, OPT_TEXT, &w->rationale },
		{ "reference", 0, OPT_TEXT, &w->reference },
		{ "source", 0, OPT_TEXT, &m->source },
		{ "retract", 0, OPT_FLAG, &w->retract },
		{ "yes", 0, OPT_FLAG, &w->yes },
		{ "output", 'o', OPT_FORM, &w->form },
		{ 0 }
	};
	char			 today[DAY_TEXT];

	*m = (struct motion){ .author = act_who(), .approver = "",
	    .source = "/desk", .source_id = "-", .word = w->word };
	w->verb = argv[0];
	if ((*n = opt_parse(opts, argc, argv)) < 0)
		return EXIT_USAGE;
	if (w->rationale == NULL || *w->rationale == '\0')
		return cmd_misused(w->verb, "say why: --rationale TEXT; it "
		    "stays with the rating");
	if (w->on == NULL)
		w->on = arena_text(w->arena, day_text((struct day){
		    clock_today(), PRECISION_DAY }, today));
	return EXIT_OK;
}

static int
carry_out(struct wish *w, struct event *ev, const char *what)
{
	const struct decided	 d = { w->verb, what, w->motion.author,
				    w->motion.approver, w->rationale,
				    w->reference, w->yes, w->form };

	return desk_submit(&d, ev, w->arena);
}

static int
move(struct wish *w, const char *kind, const char *what)
{
	struct event	 ev;
	struct err	 e = { 0 };

	w->motion.kind = motion_find(kind);
	if (motion_event(&w->motion, clock_today(), w->arena, &ev, &e) != 0)
		return cmd_misused(w->verb, "%s", e.text);
	return carry_out(w, &ev, what);
}

typedef int	 verb_fn(struct wish *, int n, char **argv);

static int
run(int argc, char **argv, verb_fn *verb)
{
	struct wish	 w = { .arena = arena_new(0),
			    .form = FORM_TABLE };
	int		 n, code = read_wish(argc, argv, &w, &n);

	if (code == EXIT_OK)
		code = verb(&w, n, argv);
	db_close(&w.db);
	arena_free(&w.arena);
	return code;
}

/* Use of resources is awarded; a key question departs from what the rules
 * give. */
static const char *
award_words(struct wish *w, const char *question, const char *rating)
{
	int	 resources = question_parse(question) == QUESTION_RESOURCES;

	add_word(w, "reason", w->rationale);
	add_word(w, resources ? "report" : "reference", w->reference);
	if (resources) {
		add_word(w, "rating", rating);
		add_word(w, "on", w->on);
		add_word(w, "proposed", w->proposed);
		return "award";
	}
	add_word(w, "question", question);
	add_word(w, "to", rating);
	add_word(w, "from", w->from);
	add_word(w, "rated", w->on);
	return "deviate";
}

static int
award(struct wish *w, int n, char **argv)
{
	char		*equals = n == 2 ? strchr(argv[2], '=') : NULL;
	const char	*kind;

	if (equals == NULL)
		return cmd_misused(w->verb, "name the organisation and "
		    "QUESTION=RATING");
	*equals = '\0';
	w->motion.subject = argv[1];
	if (question_parse(argv[2]) == QUESTION_NONE)
		return cmd_misused(w->verb, "no question \"%s\"; expected "
		    "use_of_resources, safe, effective, caring, responsive or "
		    "well_led", argv[2]);
	kind = award_words(w, argv[2], equals + 1);
	if (strcmp(kind, "deviate") == 0 && w->from == NULL)
		return cmd_misused(w->verb, "a key question is not awarded by "
		    "itself but departs from what the rules give: --from "
		    "RATING");
	return move(w, kind, arena_printf(w->arena, "%s: %s %s", argv[1],
	    argv[2], equals + 1));
}

int
cmd_award(int argc, char **argv)
{
	return run(argc, argv, award);
}

/* The document that is meant, by its digest. */
static int
about_version(struct wish *w, const char *organisation, const char *kind,
    const char *done)
{
	struct version	 v;
	struct err	 e = { 0 };
	int		 code = link_db(w->verb, version_queries, &w->db);

	if (code != EXIT_OK)
		return code;
	if (version_find(w->db, organisation, w->version, w->arena, &v,
	    &e) != 0)
		return link_failed(w->verb, &e);
	if (v.number == 0) {
		cmd_say(w->verb, "there is no such version of %s; sixthkey "
		    "get ratings lists who is rated", organisation);
		return EXIT_NOINPUT;
	}
	w->motion.subject = v.subject;
	add_word(w, "about", v.digest);
	add_word(w, "on", w->on);
	add_word(w, "until", w->until);
	add_word(w, "text", account(w));
	return move(w, kind, arena_printf(w->arena, "%s version %lld, %s: %s",
	    v.subject, (long long)v.number, v.decided, done));
}

static int
publish(struct wish *w, int n, char **argv)
{
	if (n != 1)
		return cmd_misused(w->verb, "name one organisation");
	return about_version(w, argv[1], "publish", "may be public");
}

int
cmd_publish(int argc, char **argv)
{
	return run(argc, argv, publish);
}

static int
withdraw(struct wish *w, int n, char **argv)
{
	if (n != 1)
		return cmd_misused(w->verb, "name one organisation");
	return about_version(w, argv[1], "withhold", "may not be public");
}

int
cmd_withdraw(int argc, char **argv)
{
	return run(argc, argv, withdraw);
}

static int
find_event(struct wish *w, const char *word, struct named_event *out)
{
	struct err	 e = { 0 };
	int		 rc, code = link_db(w->verb, version_queries, &w->db);

	if (code != EXIT_OK)
		return code;
	rc = event_name_find(w->db, word, w->arena, out, &e);
	if (rc == -1)
		return link_failed(w->verb, &e);
	if (rc == 1)
		return EXIT_OK;
	cmd_say(w->verb, "there is no event \"%s\"; sixthkey get events lists "
	    "them", word);
	return EXIT_NOINPUT;
}

/* The first event of a file: what is right. */
static int
read_content(const struct wish *w, struct event *ev)
{
	struct err	 e = { 0 };
	struct reader	*r = reader_open(w->with, &e);
	struct reject	 why = { .reason = "" };
	int		 rc = r == NULL ? -1 : reader_next(r, w->arena, ev,
			    &why, &e);

	if (rc == 0 || rc == 2)
		cmd_say(w->verb, "%s: %s", w->with, rc == 2 ? why.reason :
		    "holds no event");
	if (r != NULL)
		reader_close(&r);
	return rc == 1 ? EXIT_OK : rc == -1 ?
	    link_unread(w->verb, w->with, &e) : EXIT_DATA;
}

/* What is said of one organisation never changes another. */
static int
is_about(const struct wish *w, const struct event *ev,
    const struct named_event *was)
{
	const char	*subject = event_subject(ev);

	if (subject != NULL && strcmp(subject, was->subject) == 0)
		return EXIT_OK;
	cmd_say(w->verb, "nothing done: %s is about %s, %s %s about %s",
	    w->with, subject == NULL ? "nobody" : subject, was->source,
	    was->id, was->subject);
	return EXIT_DATA;
}

/* The same two people as for a retraction, and what is right beside it. */
static int
put_right(struct wish *w, const struct named_event *was, const char *what)
{
	struct event	 ev, retraction;
	struct amendment m;
	struct err	 e = { 0 };
	int		 code = read_content(w, &ev);

	if (code == EXIT_OK)
		code = is_about(w, &ev, was);
	if (code != EXIT_OK)
		return code;
	w->motion.kind = motion_find("withdraw");
	if (motion_event(&w->motion, clock_today(), w->arena, &retraction,
	    &e) != 0)
		return cmd_misused(w->verb, "%s", e.text);
	m = (struct amendment){ .source = was->source, .id = was->id,
	    .kind = ev.kind, .reason = account(w),
	    .author = w->motion.author };
	ev.kind = KIND_EVENT_CORRECTED;
	ev.source = w->motion.source;
	ev.source_id = "-";
	ev.amendment = &m;
	if (event_check(&ev, clock_today(), &e) != 0)
		return cmd_misused(w->verb, "%s", e.text);
	return carry_out(w, &ev, what);
}

/* What is right, or that nothing of it is. */
static int
correct(struct wish *w, int n, char **argv)
{
	struct named_event	 was;
	const char		*what;
	int			 code;

	if (n != 1 || (w->with != NULL) == w->retract)
		return cmd_misused(w->verb, "name one event, and --with the "
		    "file that has it right or --retract");
	if ((code = find_event(w, argv[1], &was)) != EXIT_OK)
		return code;
	w->motion.subject = was.subject;
	add_word(w, "source", was.source);
	add_word(w, "id", was.id);
	add_word(w, "reason", account(w));
	what = arena_printf(w->arena, "%s %s %s", was.source, was.id,
	    w->retract ? "counts no more" : "is corrected");
	return w->retract ? move(w, "withdraw", what) :
	    put_right(w, &was, what);
}

int
cmd_correct(int argc, char **argv)
{
	return run(argc, argv, correct);
}
